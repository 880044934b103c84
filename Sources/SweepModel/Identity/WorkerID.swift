/// A random number that a worker process draws at its start and keeps through reconnects.
public struct WorkerID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The number.
    public let rawValue: UInt64

    /// Names the worker `rawValue`.
    public init(_ rawValue: UInt64) { self.rawValue = rawValue }

    /// Orders workers by number, for a stable order of iteration.
    public static func < (left: WorkerID, right: WorkerID) -> Bool {
        left.rawValue < right.rawValue
    }

    /// The number in hexadecimal digits.
    public var description: String { String(rawValue, radix: 16) }
}
