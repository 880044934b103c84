/// Why a step on another machine failed.
public struct Fault: Hashable, Sendable {
    /// What can be done about it.
    public enum Kind: Hashable, Sendable {
        /// The machine, or the coordinator from there, cannot be reached.
        case unreachable

        /// The machine or the coordinator does not let this user, key or version in.
        case refused

        /// The program cannot run there, or failed.
        case failed
    }

    /// What can be done about it.
    public let kind: Kind

    /// The cause in words.
    public let reason: String

    /// Whether the same step may succeed a little later.
    package let isPassing: Bool

    /// Describes a fault.
    package init(_ kind: Kind, _ reason: String, isPassing: Bool = false) {
        self.kind = kind
        self.reason = reason
        self.isPassing = isPassing
    }
}
