internal import CZeroMQ
internal import HostSystem

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
