/// Why a network cannot be read, or tells nothing of a table.
public struct PredictionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of failure.
    public enum Code: Hashable, Sendable {
        /// A model file is not one of a trained network, or is damaged.
        case model

        /// The table lacks columns, or has a row that cannot be read.
        case table
    }

    /// The kind of failure.
    public let code: Code

    /// What failed, with which values, and what is allowed.
    public let message: String

    /// Describes a failure.
    ///
    /// - Parameters:
    ///   - code: Its kind.
    ///   - message: What failed, with which values, and what is allowed.
    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    public var description: String { message }
}
