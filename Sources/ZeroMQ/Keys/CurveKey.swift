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

/// A public key with the secret key that belongs to it.
public struct CurveKeyPair: Hashable, Sendable {
    /// What others may know.
    public let publicKey: CurveKey

    /// What only the owner knows.
    public let secretKey: CurveSecretKey

    /// The pair of `secretKey`; throws ``ZeroMQError`` when the library has no CURVE.
    public init(secretKey: CurveSecretKey) throws {
        self.secretKey = secretKey
        let text = try Self.callForKeys("zmq_curve_public") { publicText, _ in
            zmq_curve_public(publicText, secretKey.text)
        }
        publicKey = try CurveKey(text.publicText)
    }

    private init(publicKey: CurveKey, secretKey: CurveSecretKey) {
        self.publicKey = publicKey
        self.secretKey = secretKey
    }

    /// Makes a new pair; throws ``ZeroMQError`` when the library has no CURVE.
    ///
    /// Best done before the first ``Context``: libzmq 4.3.4 closes libsodium's random source with
    /// each termination, whoever else uses it (libzmq issue 4241).
    public static func generate() throws -> CurveKeyPair {
        let text = try callForKeys("zmq_curve_keypair", zmq_curve_keypair)
        return CurveKeyPair(
            publicKey: try CurveKey(text.publicText),
            secretKey: try CurveSecretKey(text.secretText)
        )
    }

    private static func callForKeys(
        _ call: String,
        _ function: (UnsafeMutablePointer<CChar>?, UnsafeMutablePointer<CChar>?) -> CInt
    ) throws -> (publicText: String, secretText: String) {
        // 40 characters and a zero each.
        try withUnsafeTemporaryAllocation(of: CChar.self, capacity: 82) { buffer in
            buffer.initialize(repeating: 0)
            guard let start = buffer.baseAddress, function(start, start + 41) == 0 else {
                throw ZeroMQError.last(call)
            }
            return (String(cString: start), String(cString: start + 41))
        }
    }
}

extension String {
    /// Makes a text of `count` characters that `encode` writes, followed by a zero, into a buffer.
    ///
    /// Throws ``ZeroMQError`` when `encode` returns `nil`.
    init(
        z85OfCount count: Int,
        encode: (UnsafeMutablePointer<CChar>?) -> UnsafeMutablePointer<CChar>?
    ) throws {
        self = try withUnsafeTemporaryAllocation(of: CChar.self, capacity: count + 1) { buffer in
            guard let text = encode(buffer.baseAddress) else {
                throw ZeroMQError.last("zmq_z85_encode")
            }
            return String(cString: text)
        }
    }
}
