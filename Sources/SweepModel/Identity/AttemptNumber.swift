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
