/// A secret CURVE key; its text never appears in a description or a dump.
public struct CurveSecretKey: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    /// The key as 40 characters of Z85, for the file that keeps it; never for a log.
    public let text: String

    /// Reads a key; throws ``ZeroMQError`` unless the text is 40 characters that make up 32 bytes.
    public init(_ text: String) throws {
        guard CurveKey.isKey(text) else {
            throw ZeroMQError(
                .invalidKey,
                "a secret key must be 40 characters of Z85 that encode 32 bytes"
            )
        }
        self.text = text
    }

    /// Says that there is a secret, not which.
    public var description: String { "(secret key)" }

    /// Shows nothing to `dump` and to debuggers.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
