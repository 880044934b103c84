extension ZAPRequest {
    /// How a peer authenticates itself.
    public enum Mechanism: Hashable, Sendable {
        /// Not at all.
        case null

        /// By a name and a password in clear text; what they are does not matter here.
        case plain

        /// By owning the secret of `publicKey`, which libzmq has checked.
        case curve(publicKey: CurveKey)

        /// Reads the mechanism's name and its credentials.
        init(name: String, credentials: [[UInt8]]) throws {
            switch (name, credentials.count) {
            case ("NULL", 0): self = .null
            case ("PLAIN", 2): self = .plain
            case ("CURVE", 1): self = .curve(publicKey: try CurveKey(bytes: credentials[0]))
            default:
                throw ZeroMQError(
                    .malformedMessage,
                    "allowed are NULL, PLAIN with 2 and CURVE with 1 credentials, "
                        + "not \(name) with \(credentials.count)"
                )
            }
        }
    }
}
