/// What is wrong with a key, a file of keys, or an address.
public struct AccessError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of failure that callers distinguish.
    public enum Code: Hashable, Sendable {
        /// A file that holds secrets is a link, another owner's, or open to others.
        case unsafeFile

        /// A file is missing or unreadable.
        case inputOutput

        /// The disk refuses a file.
        case unwritable

        /// A file has the wrong type.
        case malformed

        /// A name is not allowed, taken or unknown.
        case name

        /// A key is no longer allowed.
        case expired

        /// Encryption does not keep strangers out on this machine.
        case selfTest

        /// The system allows too few connections.
        case tooFewFiles
    }

    /// The kind of failure.
    public let code: Code

    /// What failed, with the value, what is allowed and what to do.
    public let description: String

    /// Describes a failure.
    public init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
