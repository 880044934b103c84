internal import Glibc
internal import HostSystem
internal import SweepAccess
internal import SweepModel
public import ZeroMQ

/// Tries which of several endpoints accepts a TCP connection, without sending anything.
public enum TCPProbe {
    /// The first of `endpoints` that takes a connection within `limit`, or `nil`.
    ///
    /// Hosts that are not known are passed over.
    public static func firstReachable(of endpoints: [Endpoint], within limit: Duration) -> Endpoint?
    {
        var candidates: [(Endpoint, TCPAttempt)] = []
        for endpoint in endpoints {
            for attempt in attempts(at: endpoint) { candidates.append((endpoint, attempt)) }
        }
        let attempts = candidates.map(\.1)
        return first(of: attempts, within: limit).map { candidates[$0].0 }
    }

    /// The index of the first attempt that succeeds within `limit`, or `nil`.
    static func first(of attempts: [TCPAttempt], within limit: Duration) -> Int? {
        let clock = MonotonicClock()
        let deadline = clock.now + limit
        while attempts.contains(where: \.isPending) {
            let remaining = (deadline - clock.now).nanoseconds / 1_000_000
            guard remaining > 0 else { return nil }
            var entries = attempts.map { attempt in
                // A negative descriptor is passed over by poll(2).
                pollfd(
                    fd: attempt.isPending ? attempt.descriptor : -1,
                    events: Int16(POLLOUT),
                    revents: 0
                )
            }
            guard poll(&entries, nfds_t(entries.count), CInt(clamping: remaining)) >= 0 else {
                if errno == EINTR { continue }
                return nil
            }
            for (index, entry) in entries.enumerated() where entry.revents != 0 {
                if attempts[index].finish() { return index }
            }
        }
        return attempts.firstIndex(where: \.hasSucceeded)
    }

    private static func attempts(at endpoint: Endpoint) -> [TCPAttempt] {
        do {
            return try endpoint.resolvedAddresses().map {
                TCPAttempt($0, port: endpoint.hostAndPort?.port ?? 0)
            }
        } catch {
            return []
        }
    }
}

/// One TCP connection that is being made; it is closed with its owner.
final class TCPAttempt {
    /// The socket, or −1 if the system has none left.
    let descriptor: CInt

    /// Whether the outcome is open.
    private(set) var isPending = false

    /// What went wrong, or 0.
    private(set) var errorNumber: CInt = 0

    /// Whether the connection was made.
    var hasSucceeded: Bool { !isPending && errorNumber == 0 }

    /// Begins to connect to a port.
    init(_ address: IPAddress, port: UInt16) {
        let family = address.isIPv6 ? AF_INET6 : AF_INET
        let kind = CInt(SOCK_STREAM.rawValue) | CInt(SOCK_NONBLOCK.rawValue)
        descriptor = socket(family, kind | CInt(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else {
            errorNumber = errno
            return
        }
        guard Self.connect(descriptor, address, port) != 0 else { return }
        isPending = errno == EINPROGRESS
        if !isPending { errorNumber = errno }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Reads the outcome once the socket is ready.
    ///
    /// - Returns: Whether the connection was made.
    func finish() -> Bool {
        isPending = false
        var size = socklen_t(MemoryLayout<CInt>.size)
        guard getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &errorNumber, &size) == 0 else {
            errorNumber = errno
            return false
        }
        return errorNumber == 0
    }

    private static func connect(_ descriptor: CInt, _ address: IPAddress, _ port: UInt16) -> CInt {
        if address.isIPv6 {
            var socketAddress = sockaddr_in6()
            socketAddress.sin6_family = sa_family_t(AF_INET6)
            socketAddress.sin6_port = port.bigEndian
            withUnsafeMutableBytes(of: &socketAddress.sin6_addr) {
                $0.copyBytes(from: address.bytes)
            }
            return connect(descriptor, &socketAddress)
        }
        var socketAddress = sockaddr_in()
        socketAddress.sin_family = sa_family_t(AF_INET)
        socketAddress.sin_port = port.bigEndian
        withUnsafeMutableBytes(of: &socketAddress.sin_addr) { $0.copyBytes(from: address.bytes) }
        return connect(descriptor, &socketAddress)
    }

    private static func connect<Address>(_ descriptor: CInt, _ socketAddress: inout Address) -> CInt
    {
        withUnsafePointer(to: &socketAddress) { socketAddress in
            socketAddress.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<Address>.size))
            }
        }
    }
}
