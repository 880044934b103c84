internal import CZeroMQ
internal import Glibc

/// The connection in the network that a message came through, as libzmq itself says it; a peer
/// cannot claim another one in its handshake.
///
/// - Source: libzmq 4.3.4, stream_engine_base.cpp, `init_properties`; zmq_msg_gets(3).
public struct MessageOrigin: Hashable, Sendable {
    /// The peer's IP address.
    public let address: String

    /// The descriptor of the connection in this process, while it is open.
    let descriptor: CInt

    /// Describes a connection.
    public init(address: String, descriptor: CInt) {
        self.address = address
        self.descriptor = descriptor
    }

    /// What the metadata of a received frame say, or `nil` where there are none.
    init?(_ message: UnsafeMutablePointer<zmq_msg_t>) {
        guard let address = zmq_msg_gets(message, "Peer-Address"),
            let descriptor = zmq_msg_gets(message, "__fd")
        else { return nil }
        self.init(address: String(cString: address), descriptor: atoi(descriptor))
    }

    /// Whether the peer is on this machine.
    public var isLoopback: Bool {
        address.hasPrefix("127.") || address == "::1" || address.hasPrefix("::ffff:127.")
    }

    /// Ends the connection, which libzmq has no call for: both directions are shut down, and its
    /// engine takes that for the end of the peer.
    ///
    /// If the connection has ended already, its descriptor may be another one's by now. That of
    /// another peer's address, or no connection at all, is left alone; one of the same address
    /// connects again, as after any broken connection.
    public func cut() {
        guard let current = Self.peerAddress(of: descriptor), current == address else { return }
        shutdown(descriptor, CInt(SHUT_RDWR))
    }

    /// The address of the peer at the other end of a connection, or `nil` for anything else.
    private static func peerAddress(of descriptor: CInt) -> String? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        // The buffer is used within the closure only, and as long as the length says.
        let outcome = withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                (address) -> String? in
                guard getpeername(descriptor, address, &length) == 0 else { return nil }
                var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
                guard
                    getnameinfo(
                        address,
                        length,
                        &text,
                        socklen_t(text.count),
                        nil,
                        0,
                        NI_NUMERICHOST
                    ) == 0
                else { return nil }
                return String(
                    decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) },
                    as: UTF8.self
                )
            }
        }
        return outcome
    }
}
