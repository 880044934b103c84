internal import Glibc
internal import ZeroMQ

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
            var place = sockaddr_in6()
            place.sin6_family = sa_family_t(AF_INET6)
            place.sin6_port = port.bigEndian
            withUnsafeMutableBytes(of: &place.sin6_addr) { $0.copyBytes(from: address.bytes) }
            return connect(descriptor, &place)
        }
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        place.sin_port = port.bigEndian
        withUnsafeMutableBytes(of: &place.sin_addr) { $0.copyBytes(from: address.bytes) }
        return connect(descriptor, &place)
    }

    private static func connect<Place>(_ descriptor: CInt, _ place: inout Place) -> CInt {
        withUnsafePointer(to: &place) { place in
            place.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<Place>.size))
            }
        }
    }
}
