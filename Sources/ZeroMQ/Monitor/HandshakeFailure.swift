internal import CZeroMQ

/// Why two sockets did not come together.
public enum HandshakeFailure: Hashable, Sendable, CustomStringConvertible {
    /// The connection ended in the midst; a peer that we do not trust says no more than that.
    case broken(errorNumber: CInt)

    /// The authentication answered with this status; 400 is a key that is not allowed.
    case refused(status: UInt32)

    /// A message could not be opened: the peer holds another key than it should.
    case wrongKey

    /// The peer uses another mechanism, for example none where CURVE is needed.
    case mechanismMismatch

    /// The peer does not speak the protocol; the number is one of `ZMQ_PROTOCOL_ERROR_…`.
    case protocolError(CInt)

    /// Sorts the numbers that zmq_socket_monitor(3) calls protocol errors.
    init(protocolError number: CInt) {
        switch number {
        case ZMQ_PROTOCOL_ERROR_ZMTP_CRYPTOGRAPHIC: self = .wrongKey
        case ZMQ_PROTOCOL_ERROR_ZMTP_MECHANISM_MISMATCH: self = .mechanismMismatch
        default: self = .protocolError(number)
        }
    }

    /// The reason in words.
    public var description: String {
        switch self {
        case .broken(let errorNumber):
            "the connection ended in the handshake (\(String(cString: zmq_strerror(errorNumber))))"
        case .refused(let status): "refused with status \(status)"
        case .wrongKey: "the peer holds another key"
        case .mechanismMismatch: "the peer uses another security mechanism"
        case .protocolError(let number): "protocol error 0x\(String(number, radix: 16))"
        }
    }
}
