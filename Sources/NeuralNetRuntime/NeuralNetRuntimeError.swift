/// Why no trainer could be made.
public struct NeuralNetRuntimeError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of failure.
    public enum Code: Hashable, Sendable {
        /// No instruction set has this name.
        case unknownInstructionSet

        /// The processor, or its operating system, does not offer the instruction set.
        case missingInstructionSet

        /// The network's inputs or classes are not those of the dataset.
        case unfittingShape

        /// The number of runs is out of range.
        case unfittingRunCount

        /// The pack needs more memory than it may have.
        case tooLarge
    }

    /// The kind of failure.
    public let code: Code

    /// What failed, with which values, and what is allowed.
    public let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    public var description: String { message }
}
