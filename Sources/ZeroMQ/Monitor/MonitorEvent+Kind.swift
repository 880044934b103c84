internal import CZeroMQ

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
