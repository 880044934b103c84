/// One lease of one pack.
public struct AttemptID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The leased pack.
    public let pack: PackID

    /// Which lease of the pack this is.
    public let number: AttemptNumber

    /// Names attempt `number` of `pack`.
    public init(pack: PackID, number: AttemptNumber) {
        self.pack = pack
        self.number = number
    }

    /// Orders attempts by pack, then by number.
    public static func < (left: AttemptID, right: AttemptID) -> Bool {
        (left.pack, left.number) < (right.pack, right.number)
    }

    /// Pack and number, as in `pack 7 attempt 2`.
    public var description: String { "pack \(pack) attempt \(number)" }
}

/// The number of one lease of a pack, from 1; it only grows and so fences off older leases.
public struct AttemptNumber: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The attempt that a new pack gets first.
    public static let first = AttemptNumber(1)

    /// The number, from 1.
    public let rawValue: UInt32

    /// Names the attempt `rawValue`.
    public init(_ rawValue: UInt32) { self.rawValue = rawValue }

    /// The number of the lease after this one.
    public var next: AttemptNumber { AttemptNumber(rawValue + 1) }

    /// Orders attempts of one pack by the time they were leased.
    public static func < (left: AttemptNumber, right: AttemptNumber) -> Bool {
        left.rawValue < right.rawValue
    }

    /// The number in decimal digits.
    public var description: String { String(rawValue) }
}

/// The number of a pack, counted up from 1 as packs are cut.
public struct PackID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The number, from 1.
    public let rawValue: UInt64

    /// Names the pack `rawValue`.
    public init(_ rawValue: UInt64) { self.rawValue = rawValue }

    /// The pack that is cut after this one.
    public var next: PackID { PackID(rawValue + 1) }

    /// Orders packs by the time they were cut.
    public static func < (left: PackID, right: PackID) -> Bool { left.rawValue < right.rawValue }

    /// The number in decimal digits.
    public var description: String { String(rawValue) }
}

/// The place of a run in the plan's order, from 0.
public struct RunID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The index of the run in its plan.
    public let rawValue: Int

    /// Names the run at `rawValue` in the plan.
    ///
    /// - Precondition: `rawValue` is not negative.
    public init(_ rawValue: Int) {
        precondition(rawValue >= 0, "a run's index is not negative, got \(rawValue)")
        self.rawValue = rawValue
    }

    /// Orders runs as the plan does.
    public static func < (left: RunID, right: RunID) -> Bool { left.rawValue < right.rawValue }

    /// The index in decimal digits.
    public var description: String { String(rawValue) }
}
