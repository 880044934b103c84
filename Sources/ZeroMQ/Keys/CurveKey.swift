internal import CZeroMQ

/// A public CURVE key: 32 bytes, written as 40 characters of Z85 (ZeroMQ RFC 32).
public struct CurveKey: Hashable, Sendable, CustomStringConvertible {
    /// The length of the text.
    static let characterCount = 40

    /// The length in bytes.
    static let byteCount = 32

    /// The key as text.
    public let text: String

    /// The key as text; public keys may be shown.
    public var description: String { text }

    /// Reads a key; throws ``ZeroMQError`` unless the text is 40 characters that make up 32 bytes.
    public init(_ text: String) throws {
        guard Self.isKey(text) else {
            throw ZeroMQError(
                .invalidKey,
                "“\(text)” is not a key: allowed are 40 characters of Z85 that encode 32 bytes"
            )
        }
        self.text = text
    }

    /// Makes a key of the 32 bytes that libzmq passes to a ``ZAPHandler``.
    public init(bytes: [UInt8]) throws {
        guard bytes.count == Self.byteCount else {
            throw ZeroMQError(.invalidKey, "a key has 32 bytes, not \(bytes.count)")
        }
        text = try String(z85OfCount: Self.characterCount) {
            zmq_z85_encode($0, bytes, bytes.count)
        }
    }

    /// Whether `text` encodes 32 bytes.
    static func isKey(_ text: String) -> Bool {
        guard text.utf8.count == characterCount else { return false }
        var bytes = [UInt8](repeating: 0, count: byteCount)
        // A NUL within the text would end it early for libzmq.
        return !text.utf8.contains(0) && zmq_z85_decode(&bytes, text) != nil
    }
}
