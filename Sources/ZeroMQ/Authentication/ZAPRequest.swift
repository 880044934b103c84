/// A question of libzmq whether a peer may connect, as ZeroMQ RFC 27 (ZAP) words it.
public struct ZAPRequest: Hashable, Sendable {
    /// The frames of a request that comes before any credentials.
    private static let fixedFrameCount = 6

    /// The most frames of a request: the fixed ones and a user name with a password.
    static let maximumFrameCount = fixedFrameCount + 2

    /// The only version there is.
    static let version = Array("1.0".utf8)

    /// Names the question in the answer.
    public let requestID: [UInt8]

    /// The domain of the socket that was connected to.
    public let domain: String

    /// The peer's IP address; empty over `ipc` and `inproc`.
    public let address: String

    /// The mechanism with what the peer offered.
    public let mechanism: Mechanism

    /// Parses the frames that a REP socket received.
    ///
    /// Throws ``ZeroMQError`` when they do not follow the specification.
    public init(frames: [[UInt8]]) throws {
        guard frames.count >= Self.fixedFrameCount, frames[0] == Self.version else {
            throw ZeroMQError(
                .malformedMessage,
                "a ZAP request has version 1.0 and 6 frames or more; this one has \(frames.count)"
            )
        }
        requestID = frames[1]
        domain = String(decoding: frames[2], as: UTF8.self)
        address = String(decoding: frames[3], as: UTF8.self)
        mechanism = try Mechanism(
            name: String(decoding: frames[5], as: UTF8.self),
            credentials: Array(frames.dropFirst(Self.fixedFrameCount))
        )
    }
}
