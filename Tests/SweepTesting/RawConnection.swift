internal import Glibc

/// A TCP connection that speaks anything, without libzmq.
package final class RawConnection {
    private let descriptor: CInt

    /// Takes over a connected socket.
    package init(descriptor: CInt) { self.descriptor = descriptor }

    /// Connects to a port of 127.0.0.1.
    ///
    /// - Throws: ``Impatience`` if there is no listener.
    package init(port: UInt16) throws {
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
    ///
    /// - Returns: Whether it took everything.
    @discardableResult
    package func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    /// Says that nothing more comes (FIN).
    package func finish() { shutdown(descriptor, CInt(SHUT_WR)) }

    /// Lets the connection end without a goodbye (RST) when this object does.
    package func resetAtEnd() {
        var lingering = linger(l_onoff: 1, l_linger: 0)
        let size = socklen_t(MemoryLayout<linger>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &lingering, size)
    }

    /// What has arrived, at most `limit` bytes, or `nil` if the other side has hung up.
    package func receive(limit: Int = 4_096) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: limit)
        let count = recv(descriptor, &bytes, bytes.count, CInt(MSG_DONTWAIT))
        if count > 0 { return Array(bytes.prefix(count)) }
        return count < 0 && errno == EAGAIN ? [] : nil
    }

    /// Waits for exactly `count` bytes.
    ///
    /// - Throws: ``Impatience`` if they do not come.
    package func receive(exactly count: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        let hasAll = waitUntil(within: .seconds(20)) {
            bytes += receive(limit: count - bytes.count) ?? []
            return bytes.count == count
        }
        guard hasAll else { throw Impatience(what: "\(count) bytes, \(bytes.count) of them") }
        return bytes
    }

    /// Whether the other side has hung up; what it said before is dropped.
    package var isHungUp: Bool {
        while let bytes = receive() {
            if bytes.isEmpty { return false }
        }
        return true
    }
}
