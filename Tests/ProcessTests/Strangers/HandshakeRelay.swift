import Glibc
import SweepTesting
import Testing
import ZeroMQ

/// Stands between a peer and the coordinator and carries only the peer's first bytes.
///
/// So a handshake with good keys, which only libzmq can make, ends wherever a test wants.
final class HandshakeRelay {
    private let descriptor: CInt
    private let coordinatorPort: UInt16

    /// Where the peer connects.
    let endpoint: Endpoint

    /// Listens on a port of its own, for one peer after the other.
    init(to coordinatorPort: UInt16) throws {
        self.coordinatorPort = coordinatorPort
        let listener = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        descriptor = listener
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, size) == 0 && listen(listener, 16) == 0
                    && getsockname(listener, $0, &size) == 0
            }
        }
        guard isListening else { throw Impatience(what: "a listening socket, errno \(errno)") }
        endpoint = try Endpoint(host: "127.0.0.1", port: address.sin_port.bigEndian)
    }

    deinit { close(descriptor) }

    /// Carries both directions until `count` bytes of the next peer have reached the coordinator.
    ///
    /// - Returns: The connection to the coordinator; that to the peer is closed.
    func carry(_ count: Int) throws -> RawConnection {
        guard isReadable() else { throw Impatience(what: "a peer at the relay") }
        let peer = RawConnection(descriptor: accept(descriptor, nil, nil))
        let coordinator = try RawConnection(port: coordinatorPort)
        var waiting: [UInt8] = []
        var carried = 0
        let hasCarriedAll = waitUntil {
            waiting += peer.receive() ?? []
            let next = Array(waiting.prefix(count - carried))
            coordinator.send(next)
            waiting.removeFirst(next.count)
            carried += next.count
            if let answer = coordinator.receive() { peer.send(answer) }
            return carried == count
        }
        guard hasCarriedAll else { throw Impatience(what: "byte \(count) of \(carried)") }
        return coordinator
    }

    private func isReadable() -> Bool {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, 10_000) == 1
    }
}
