/// A random number that the coordinator gives a worker with WELCOME; a message without it is not
/// acted on.
public struct SessionID: Hashable, Sendable, CustomStringConvertible {
    /// What a worker writes before it has a session.
    public static let none = SessionID(0)

    /// The number; 0 stands for no session.
    public let rawValue: UInt64

    /// Names the session `rawValue`.
    public init(_ rawValue: UInt64) { self.rawValue = rawValue }

    /// The number in hexadecimal digits.
    public var description: String { String(rawValue, radix: 16) }
}
