internal import CZeroMQ

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
