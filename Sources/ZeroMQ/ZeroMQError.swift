internal import CZeroMQ
internal import Glibc

/// What went wrong in a call of libzmq or libc, or why a value was refused.
public struct ZeroMQError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of failure this is.
    public let code: Code

    /// What failed, with the value and what is allowed or can be done.
    public let message: String

    /// The endpoint or host that the call was about.
    public let address: String?

    /// The failure in one line, for a log or a person.
    public var description: String {
        guard let address else { return message }
        return "\(address): \(message)"
    }

    /// Says that a value was refused before any call was made.
    init(_ code: Code, _ message: String, address: String? = nil) {
        self.code = code
        self.message = message
        self.address = address
    }

    /// Says that `call` failed with `errorNumber`, in libzmq's own words.
    init(call: String, errorNumber: CInt, address: String? = nil, advice: String? = nil) {
        let reason = "\(call): \(String(cString: zmq_strerror(errorNumber))) (errno \(errorNumber))"
        self.init(
            .call(name: call, errorNumber: errorNumber),
            advice.map { "\(reason); \($0)" } ?? reason,
            address: address
        )
    }

    /// The error of the libzmq call that has just failed on this thread.
    static func last(_ call: String, address: String? = nil) -> ZeroMQError {
        ZeroMQError(call: call, errorNumber: zmq_errno(), address: address)
    }
}

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
