internal import CZeroMQ
internal import Glibc

/// The calls of libzmq on one socket, with their errors; ``Socket`` gives them their meaning.
struct SocketHandle: ~Copyable {
    /// The socket as libzmq knows it.
    let pointer: UnsafeMutableRawPointer

    /// What the socket was made for.
    let kind: Socket.Kind

    /// Kept so that the context is terminated only after this socket was closed.
    let context: Context

    /// Opens a socket without options.
    init(_ kind: Socket.Kind, in context: Context) throws {
        guard let pointer = zmq_socket(context.pointer, kind.rawValue) else {
            throw ZeroMQError.last("zmq_socket")
        }
        self.kind = kind
        self.context = context
        self.pointer = pointer
    }

    deinit {
        let status = zmq_close(pointer)
        precondition(status == 0, "zmq_close failed: errno \(zmq_errno())")
    }

    /// Calls a function of libzmq that takes an address.
    func call(
        _ name: String,
        with endpoint: Endpoint,
        _ function: (UnsafeMutableRawPointer?, UnsafePointer<CChar>?) -> CInt
    ) throws {
        let address = endpoint.description
        guard function(pointer, address) == 0 else {
            throw ZeroMQError.last(name, address: address)
        }
    }

    /// Sets an option that is a number.
    func set(_ option: CInt, _ name: String, _ value: CInt) throws {
        try withUnsafeBytes(of: value) { try set(option, name, bytes: $0) }
    }

    /// Sets an option that is a 64-bit number.
    func set(_ option: CInt, _ name: String, _ value: Int64) throws {
        try withUnsafeBytes(of: value) { try set(option, name, bytes: $0) }
    }

    /// Sets an option that is text, without a final zero.
    func set(_ option: CInt, _ name: String, _ text: String) throws {
        try Array(text.utf8).withUnsafeBytes { try set(option, name, bytes: $0) }
    }

    /// Reads an option that is text.
    func text(_ option: CInt, _ name: String) throws -> String {
        try withUnsafeTemporaryAllocation(of: CChar.self, capacity: 1_024) { buffer in
            var size = buffer.count
            guard
                zmq_getsockopt(pointer, option, buffer.baseAddress, &size) == 0,
                let start = buffer.baseAddress
            else {
                throw ZeroMQError.last("zmq_getsockopt(\(name))")
            }
            return String(cString: start)
        }
    }

    /// Reads an option that is a number.
    func number(_ option: CInt, _ name: String) throws -> CInt {
        var value: CInt = 0
        var size = MemoryLayout<CInt>.size
        guard zmq_getsockopt(pointer, option, &value, &size) == 0 else {
            throw ZeroMQError.last("zmq_getsockopt(\(name))")
        }
        return value
    }

    /// Queues one frame without waiting.
    func send(_ frame: [UInt8], isLast: Bool) throws -> SendOutcome {
        let flags = ZMQ_DONTWAIT | (isLast ? 0 : ZMQ_SNDMORE)
        while true {
            let status = frame.withUnsafeBytes {
                zmq_send(pointer, $0.baseAddress, $0.count, flags)
            }
            if status >= 0 { return .sent }
            switch zmq_errno() {
            // Also in the midst of a message: then its connection is gone and libzmq has taken the
            // frames before this one back (lb.cpp).
            case EAGAIN: return .wouldBlock
            case EHOSTUNREACH: return .unreachable
            case EINTR: continue
            default: throw ZeroMQError.last("zmq_send")
            }
        }
    }

    /// The next frame, or `nil` when none is waiting; `isKept` says whether its bytes are wanted.
    func receiveFrame(isKept: Bool = true) throws -> ReceivedFrame? {
        var message = zmq_msg_t()
        return try withUnsafeMutablePointer(to: &message) { message in
            // The pointer keeps the message at one address: short messages lie within it.
            zmq_msg_init(message)
            defer { zmq_msg_close(message) }
            while zmq_msg_recv(message, pointer, ZMQ_DONTWAIT) < 0 {
                switch zmq_errno() {
                case EAGAIN: return nil
                case EINTR: continue
                default: throw ZeroMQError.last("zmq_msg_recv")
                }
            }
            return ReceivedFrame(message, isKept: isKept)
        }
    }

    /// The next frame of a message whose first one was read.
    func receiveNextFrame(isKept: Bool) throws -> ReceivedFrame {
        guard let frame = try receiveFrame(isKept: isKept) else {
            // zmq_msg_recv(3): a message arrives with all its frames or not at all.
            throw ZeroMQError(.malformedMessage, "libzmq delivered a part of a message")
        }
        return frame
    }

    /// Stops the events of this socket's monitor, if there is one.
    func stopMonitor() {
        let status = zmq_socket_monitor(pointer, nil, 0)
        precondition(
            status == 0 || zmq_errno() == ETERM,
            "a monitor cannot be stopped: errno \(zmq_errno())"
        )
    }

    private func set(_ option: CInt, _ name: String, bytes: UnsafeRawBufferPointer) throws {
        guard zmq_setsockopt(pointer, option, bytes.baseAddress, bytes.count) == 0 else {
            throw ZeroMQError.last("zmq_setsockopt(\(name))")
        }
    }
}
