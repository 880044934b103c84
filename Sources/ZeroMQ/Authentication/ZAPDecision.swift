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
