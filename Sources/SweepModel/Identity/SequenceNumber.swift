/// The place of a durable message within its session, from 1; 0 marks a message that needs no ACK.
public struct SequenceNumber: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The number of a message that is not acknowledged, and of the state before the first one.
    public static let none = SequenceNumber(0)

    /// The number.
    public let rawValue: UInt64

    /// Names the place `rawValue`.
    public init(_ rawValue: UInt64) { self.rawValue = rawValue }

    /// The place after this one.
    public var next: SequenceNumber { SequenceNumber(rawValue + 1) }

    /// Orders messages as they were first sent.
    public static func < (left: SequenceNumber, right: SequenceNumber) -> Bool {
        left.rawValue < right.rawValue
    }

    /// The number in decimal digits.
    public var description: String { String(rawValue) }
}
