/// Why a worker may not join.
public struct Rejection: Hashable, Sendable {
    /// The reasons that a worker can tell apart.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// No common protocol version.
        case version

        /// Another numeric core, or other bits for the same training.
        case core

        /// The worker's key was revoked.
        case revoked

        /// The coordinator serves as many workers as it may.
        case full

        /// The worker broke the protocol.
        case violation
    }

    /// The reason.
    public let code: Code

    /// The reason in words, with both sides' values.
    public let detail: String

    /// Gives a reason.
    public init(code: Code, detail: String) {
        self.code = code
        self.detail = detail
    }
}
