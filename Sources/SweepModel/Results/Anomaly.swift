/// Something that should not happen and was recorded, for those who judge the results.
public struct Anomaly: Hashable, Sendable {
    /// What kind of contradiction this is.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The same epochs or weights arrived again with other bits.
        case differentBits = "different_bits"

        /// Workers of another build than the coordinator's took part.
        case otherBuild = "other_build"

        /// A peer broke the protocol.
        case protocolViolation = "protocol_violation"
    }

    /// What kind of contradiction this is.
    public let kind: Kind

    /// The attempt in question, if there is one.
    public let attempt: AttemptID?

    /// What was seen, in words.
    public let detail: String

    /// Describes a contradiction.
    public init(kind: Kind, attempt: AttemptID?, detail: String) {
        self.kind = kind
        self.attempt = attempt
        self.detail = detail
    }
}
