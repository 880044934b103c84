import Glibc
import ZeroMQ

/// A peer that speaks ZMTP 3.0 without libzmq, so that it can say what libzmq would not.
final class RawPeer {
    private let descriptor: CInt

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
        var limit = timeval(tv_sec: Int(patience.components.seconds), tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
    }

    deinit { close(descriptor) }

    /// Sends the greeting of a peer without security (ZeroMQ RFC 23).
    func greet() throws {
        let signature: [UInt8] = [0xFF] + Array(repeating: 0, count: 8) + [0x7F]
        let mechanism = Array("NULL".utf8) + Array(repeating: 0, count: 16)
        try write(signature + [3, 0] + mechanism + Array(repeating: 0, count: 32))
    }

    /// Sends the READY command with `properties`, which need not be true, and waits for the
    /// other's.
    ///
    /// Before it has sent its own, libzmq takes a message for a broken handshake.
    func declare(_ properties: [(name: String, value: String)]) throws {
        var body: [UInt8] = [5] + Array("READY".utf8)
        for (name, value) in properties {
            body += [UInt8(name.utf8.count)] + Array(name.utf8)
            body += [0, 0, 0, UInt8(value.utf8.count)] + Array(value.utf8)
        }
        try write([4, UInt8(body.count)] + body)
        let greetingSize = 64
        let header = try read(greetingSize + 2)
        _ = try read(Int(header[greetingSize + 1]))
    }

    /// Sends a message of one short frame.
    func send(_ frame: [UInt8]) throws {
        try write([0, UInt8(frame.count)] + frame)
    }

    private func read(_ count: Int) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        guard recv(descriptor, &bytes, count, CInt(MSG_WAITALL)) == count else {
            throw Impatience(what: "\(count) bytes of the handshake, errno \(errno)")
        }
        return bytes
    }

    private func write(_ bytes: [UInt8]) throws {
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else {
            throw Impatience(what: "room in the TCP buffer, errno \(errno)")
        }
    }
}
