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
