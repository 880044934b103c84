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

/// The answer to a ``ZAPRequest``.
public enum ZAPDecision: Hashable, Sendable {
    /// The peer may connect; its messages carry `userID`.
    case accept(userID: String)

    /// The peer may not connect. Its libzmq gives up for good: it must open a new socket to retry.
    case refuse

    /// The frames that answer the request `requestID`.
    package func reply(to requestID: [UInt8]) -> [[UInt8]] {
        switch self {
        case .accept(let userID):
            Self.frames(requestID, code: "200", text: "OK", userID: userID)
        case .refuse:
            Self.frames(requestID, code: "400", text: "not allowed", userID: "")
        }
    }

    /// The frames that answer a request which could not be read.
    static func replyToMalformed(_ frames: [[UInt8]]) -> [[UInt8]] {
        let requestID = frames.count > 1 ? frames[1] : []
        return Self.frames(requestID, code: "500", text: "malformed request", userID: "")
    }

    private static func frames(
        _ requestID: [UInt8],
        code: String,
        text: String,
        userID: String
    ) -> [[UInt8]] {
        [ZAPRequest.version, requestID, Array(code.utf8), Array(text.utf8), Array(userID.utf8), []]
    }
}
