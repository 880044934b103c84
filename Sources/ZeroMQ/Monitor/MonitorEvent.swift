internal import CZeroMQ

/// Something that happened to a socket's listener or to one of its connections.
public struct MonitorEvent: Hashable, Sendable, CustomStringConvertible {
    /// What happened.
    public let kind: Kind

    /// The endpoint it happened at, as libzmq words it; may be empty.
    public let address: String

    /// The event in one line, for a log.
    public var description: String { "\(address): \(kind)" }

    /// Decodes the two frames of zmq_socket_monitor(3): event and value, then the address.
    ///
    /// Throws ``ZeroMQError`` for any other frames and for an event that is unknown.
    package init(frames: [[UInt8]]) throws {
        guard frames.count == 2, frames[0].count == 6 else {
            throw ZeroMQError(
                .malformedMessage,
                "a monitor event has 2 frames, the first of 6 bytes, not \(frames.map(\.count))"
            )
        }
        // Both numbers are in the byte order of the machine.
        let event = frames[0].withUnsafeBytes { $0.loadUnaligned(as: UInt16.self) }
        let value = frames[0].withUnsafeBytes {
            $0.loadUnaligned(fromByteOffset: 2, as: UInt32.self)
        }
        guard let kind = Kind(event: CInt(event), value: value) else {
            throw ZeroMQError(.malformedMessage, "there is no monitor event \(event)")
        }
        self.kind = kind
        self.address = String(decoding: frames[1], as: UTF8.self)
    }

    /// The events that ``Kind`` knows.
    static let subscribedEvents =
        ZMQ_EVENT_ALL | ZMQ_EVENT_HANDSHAKE_SUCCEEDED | ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL
        | ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL | ZMQ_EVENT_HANDSHAKE_FAILED_AUTH
}

extension MonitorEvent {
    /// What can happen.
    public enum Kind: Hashable, Sendable {
        /// The socket listens.
        case listening

        /// The socket could not listen.
        case bindFailed(errorNumber: CInt)

        /// A connection was accepted; its handshake begins.
        case accepted(descriptor: CInt)

        /// A connection could not be accepted, for example for want of descriptors.
        case acceptFailed(errorNumber: CInt)

        /// A connection was made; its handshake begins.
        case connected(descriptor: CInt)

        /// A connection is being made.
        case connectDelayed

        /// A connection failed or broke and is tried again after this time.
        case connectRetried(after: Duration)

        /// The peer is who it should be; messages flow.
        case handshakeSucceeded

        /// The peer was refused, or refused us.
        case handshakeFailed(HandshakeFailure)

        /// A connection broke.
        case disconnected

        /// A connection or a listener was closed by us.
        case closed

        /// A connection or a listener could not be closed.
        case closeFailed(errorNumber: CInt)

        /// There are no more events.
        case stopped

        /// Gives libzmq's number its meaning; `nil` for a number that is not a known event.
        init?(event: CInt, value: UInt32) {
            let number = CInt(bitPattern: value)
            switch event {
            case ZMQ_EVENT_LISTENING: self = .listening
            case ZMQ_EVENT_BIND_FAILED: self = .bindFailed(errorNumber: number)
            case ZMQ_EVENT_ACCEPTED: self = .accepted(descriptor: number)
            case ZMQ_EVENT_ACCEPT_FAILED: self = .acceptFailed(errorNumber: number)
            case ZMQ_EVENT_CONNECTED: self = .connected(descriptor: number)
            case ZMQ_EVENT_CONNECT_DELAYED: self = .connectDelayed
            case ZMQ_EVENT_CONNECT_RETRIED: self = .connectRetried(after: .milliseconds(value))
            case ZMQ_EVENT_HANDSHAKE_SUCCEEDED: self = .handshakeSucceeded
            case ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL:
                self = .handshakeFailed(.broken(errorNumber: number))
            case ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL:
                self = .handshakeFailed(HandshakeFailure(protocolError: number))
            case ZMQ_EVENT_HANDSHAKE_FAILED_AUTH:
                self = .handshakeFailed(.refused(status: value))
            case ZMQ_EVENT_DISCONNECTED: self = .disconnected
            case ZMQ_EVENT_CLOSED: self = .closed
            case ZMQ_EVENT_CLOSE_FAILED: self = .closeFailed(errorNumber: number)
            case ZMQ_EVENT_MONITOR_STOPPED: self = .stopped
            default: return nil
            }
        }
    }
}

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
