internal import CZeroMQ
internal import Glibc
internal import HostSystem

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

    /// The next frame, or `nil` when none is waiting; `isKept` states whether its bytes are wanted.
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
            return ReceivedFrame(message, isKept: isKept, tellsOrigin: kind == .router)
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

extension SocketHandle {
    /// `ZMQ_ZAP_ENFORCE_DOMAIN`: stands in the draft part of zmq.h, but every build accepts it.
    ///
    /// - Source: libzmq 4.3.4, include/zmq.h and src/options.cpp.
    private static let enforceZAPDomain: CInt = 93

    /// Applies `options`; throws ``ZeroMQError`` naming the option that the library refuses.
    func apply(_ options: SocketOptions) throws {
        try applyQueues(options)
        try applyConnections(options)
        try apply(options.security)
    }

    private func applyQueues(_ options: SocketOptions) throws {
        if kind == .router {
            let value: CInt = options.reportsUnreachablePeers ? 1 : 0
            try set(ZMQ_ROUTER_MANDATORY, "ZMQ_ROUTER_MANDATORY", value)
        }
        try set(ZMQ_IMMEDIATE, "ZMQ_IMMEDIATE", CInt(options.queuesOnlyWhenConnected ? 1 : 0))
        try set(ZMQ_SNDHWM, "ZMQ_SNDHWM", CInt(clamping: options.sendLimit))
        try set(ZMQ_RCVHWM, "ZMQ_RCVHWM", CInt(clamping: options.receiveLimit))
        try set(ZMQ_MAXMSGSIZE, "ZMQ_MAXMSGSIZE", Int64(options.maximumMessageSizeBytes))
        try set(ZMQ_LINGER, "ZMQ_LINGER", options.linger.wholeMilliseconds)
    }

    private func applyConnections(_ options: SocketOptions) throws {
        let milliseconds = [
            (ZMQ_HANDSHAKE_IVL, "ZMQ_HANDSHAKE_IVL", options.handshakeLimit),
            (ZMQ_RECONNECT_IVL, "ZMQ_RECONNECT_IVL", options.reconnectInterval),
            (ZMQ_RECONNECT_IVL_MAX, "ZMQ_RECONNECT_IVL_MAX", options.maximumReconnectInterval),
            (ZMQ_CONNECT_TIMEOUT, "ZMQ_CONNECT_TIMEOUT", options.connectLimit),
            (ZMQ_TCP_MAXRT, "ZMQ_TCP_MAXRT", options.retransmissionLimit),
        ]
        for (option, name, duration) in milliseconds {
            try set(option, name, duration.wholeMilliseconds)
        }
        try set(ZMQ_BACKLOG, "ZMQ_BACKLOG", CInt(clamping: options.backlog))
        try set(ZMQ_IPV6, "ZMQ_IPV6", CInt(options.allowsIPv6 ? 1 : 0))
        guard let keepAlive = options.keepAlive else { return }
        try set(ZMQ_TCP_KEEPALIVE, "ZMQ_TCP_KEEPALIVE", CInt(1))
        try set(ZMQ_TCP_KEEPALIVE_IDLE, "ZMQ_TCP_KEEPALIVE_IDLE", keepAlive.idle.wholeSeconds)
        try set(ZMQ_TCP_KEEPALIVE_INTVL, "ZMQ_TCP_KEEPALIVE_INTVL", keepAlive.interval.wholeSeconds)
        try set(ZMQ_TCP_KEEPALIVE_CNT, "ZMQ_TCP_KEEPALIVE_CNT", CInt(clamping: keepAlive.count))
    }

    private func apply(_ security: SocketSecurity) throws {
        switch security {
        case .plain:
            break
        case .curveServer(let secretKey, let domain):
            precondition(
                1...255 ~= domain.utf8.count,
                "a ZAP domain has 1...255 bytes: “\(domain)”"
            )
            try set(ZMQ_CURVE_SERVER, "ZMQ_CURVE_SERVER", CInt(1))
            try set(ZMQ_CURVE_SECRETKEY, "ZMQ_CURVE_SECRETKEY", secretKey.text)
            try set(ZMQ_ZAP_DOMAIN, "ZMQ_ZAP_DOMAIN", domain)
            try set(Self.enforceZAPDomain, "ZMQ_ZAP_ENFORCE_DOMAIN", CInt(1))
        case .curveClient(let serverKey, let keys):
            try set(ZMQ_CURVE_SERVERKEY, "ZMQ_CURVE_SERVERKEY", serverKey.text)
            try set(ZMQ_CURVE_PUBLICKEY, "ZMQ_CURVE_PUBLICKEY", keys.publicKey.text)
            try set(ZMQ_CURVE_SECRETKEY, "ZMQ_CURVE_SECRETKEY", keys.secretKey.text)
        }
    }
}

/// One frame as it came out of libzmq.
struct ReceivedFrame {
    /// The payload; empty when it was not wanted.
    let bytes: [UInt8]

    /// Whether the message goes on.
    let hasMore: Bool

    /// The `User-Id` of the connection; read on a message's last frame only.
    let userID: String?

    /// The connection that it came through; read on a message's last frame only.
    let origin: MessageOrigin?

    /// Copies what is needed out of `message`.
    init(_ message: UnsafeMutablePointer<zmq_msg_t>, isKept: Bool, tellsOrigin: Bool) {
        hasMore = zmq_msg_more(message) != 0
        if isKept {
            let start = zmq_msg_data(message)
            bytes = [UInt8](UnsafeRawBufferPointer(start: start, count: zmq_msg_size(message)))
        } else {
            bytes = []
        }
        if !hasMore, let text = zmq_msg_gets(message, "User-Id") {
            userID = String(cString: text)
        } else {
            userID = nil
        }
        origin = tellsOrigin && !hasMore ? MessageOrigin(message) : nil
    }
}
