import SweepTesting

/// A peer that speaks ZMTP 3.0 without libzmq, so that it can say what libzmq would not.
final class RawPeer {
    private let connection: RawConnection

    /// Connects to a port of 127.0.0.1.
    init(port: UInt16) throws { connection = try RawConnection(port: port) }

    /// Sends the greeting of a peer without security.
    func greet() throws { try write(ZMTP.greeting("NULL")) }

    /// Sends the READY command with `properties`, which need not be true, and waits for the
    /// other's.
    ///
    /// Before it has sent its own, libzmq takes a message for a broken handshake.
    func declare(_ properties: [(name: String, value: String)]) throws {
        try write(ZMTP.command("READY", properties.flatMap { ZMTP.property($0.name, $0.value) }))
        let header = try connection.receive(exactly: ZMTP.greetingSizeBytes + 2)
        _ = try connection.receive(exactly: Int(header[ZMTP.greetingSizeBytes + 1]))
    }

    /// Sends a message of one short frame.
    func send(_ frame: [UInt8]) throws { try write([0, UInt8(frame.count)] + frame) }

    private func write(_ bytes: [UInt8]) throws {
        guard connection.send(bytes) else { throw Impatience(what: "room in the TCP buffer") }
    }
}
