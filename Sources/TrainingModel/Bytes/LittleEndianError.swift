/// Why bytes do not hold what was to be read from them.
public struct LittleEndianError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of failure.
    public enum Code: Hashable, Sendable {
        /// The bytes end too early.
        case truncated

        /// A number is not in its range.
        case outOfRange

        /// Bytes follow the end.
        case trailing
    }

    /// The kind of failure.
    public let code: Code

    /// What was found and what belongs there.
    public let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    public var description: String { message }
}
