import Glibc

/// A TCP connection that speaks anything, without libzmq.
final class RawConnection {
    private let descriptor: CInt

    /// Takes over a connected socket.
    init(descriptor: CInt) { self.descriptor = descriptor }

    /// Connects to a port of 127.0.0.1.
    init(port: UInt16) throws {
        descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let status = withUnsafePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else { throw Impatience(what: "a TCP connection, errno \(errno)") }
    }

    deinit { close(descriptor) }

    /// Sends what the other side still takes.
    func send(_ bytes: [UInt8]) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            sent += count
        }
    }

    /// Says that nothing more comes (FIN).
    func finish() { shutdown(descriptor, CInt(SHUT_WR)) }

    /// Lets the connection end without a beforeExit (RST) when this object does.
    func resetAtEnd() {
        var lingering = linger(l_onoff: 1, l_linger: 0)
        let size = socklen_t(MemoryLayout<linger>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &lingering, size)
    }

    /// What has arrived, or `nil` if the other side has hung up.
    func receive() -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = recv(descriptor, &bytes, bytes.count, CInt(MSG_DONTWAIT))
        if count > 0 { return Array(bytes.prefix(count)) }
        return count < 0 && errno == EAGAIN ? [] : nil
    }

    /// Whether the other side has hung up; what it said before is dropped.
    var isHungUp: Bool {
        while let bytes = receive() {
            if bytes.isEmpty { return false }
        }
        return true
    }
}
