internal import CZeroMQ

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
