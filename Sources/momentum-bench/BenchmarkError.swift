/// Why nothing was measured.
public struct BenchmarkError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, with the value and what is allowed.
    public let message: String

    init(_ message: String) {
        self.message = message
    }

    /// The message.
    public var description: String { message }
}
