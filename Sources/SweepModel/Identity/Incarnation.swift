/// How often the coordinator of a sweep was started, from 1; it tells workers of a restart.
public struct Incarnation: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The count of starts.
    public let rawValue: UInt32

    /// Names the incarnation `rawValue`.
    public init(_ rawValue: UInt32) { self.rawValue = rawValue }

    /// The incarnation after this one.
    public var next: Incarnation { Incarnation(rawValue + 1) }

    /// Orders incarnations by time.
    public static func < (left: Incarnation, right: Incarnation) -> Bool {
        left.rawValue < right.rawValue
    }

    /// The count in decimal digits.
    public var description: String { String(rawValue) }
}
