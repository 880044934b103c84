internal import CZeroMQ

extension Socket {
    /// The messaging pattern of a socket.
    public enum Kind: Hashable, Sendable {
        /// Talks to many peers and names the one it means: the coordinator's side.
        case router

        /// Talks to one peer in both directions: the worker's side.
        case dealer

        /// Answers one request after the other: authentication.
        case reply

        /// Talks to exactly one other pair socket: monitors.
        case pair

        /// The number that zmq_socket(3) takes.
        var rawValue: CInt {
            switch self {
            case .router: ZMQ_ROUTER
            case .dealer: ZMQ_DEALER
            case .reply: ZMQ_REP
            case .pair: ZMQ_PAIR
            }
        }
    }
}
