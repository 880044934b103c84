internal import TrainingModel

/// Why bytes are not a checkpoint of a pack.
public struct CheckpointError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of failure.
    public enum Code: Hashable, Sendable {
        /// The bytes end too early.
        case truncated

        /// The checkpoint is of another pack, another format or something else.
        case otherPack

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

    /// Says what was wrong with the bytes.
    init(_ error: LittleEndianError) {
        let code: Code =
            switch error.code {
            case .truncated: .truncated
            case .outOfRange: .outOfRange
            case .trailing: .trailing
            }
        self.init(code, "the checkpoint cannot be read: \(error)")
    }

    /// The message.
    public var description: String { message }
}
