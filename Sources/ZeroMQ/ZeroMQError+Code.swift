internal import CZeroMQ
internal import Glibc

extension ZeroMQError {
    /// The kinds of failure.
    public enum Code: Hashable, Sendable {
        /// A call of libzmq or libc failed with this `errno`.
        case call(name: String, errorNumber: CInt)

        /// The text is not a `tcp://`, `ipc://` or `inproc://` endpoint.
        case invalidEndpoint

        /// The text or the bytes are not a CURVE key.
        case invalidKey

        /// An authentication request or a monitor event does not follow its specification.
        case malformedMessage
    }

    /// The `errno` of the failed call, or `nil` when a value was refused.
    public var errorNumber: CInt? {
        guard case .call(_, let errorNumber) = code else { return nil }
        return errorNumber
    }

    /// Whether the endpoint is taken by another socket.
    public var isAddressInUse: Bool { errorNumber == EADDRINUSE }

    /// Whether the context was shut down, so that the socket can only be closed.
    public var isContextTerminated: Bool { errorNumber == ETERM }
}
