import SweepTesting
import Testing
import ZeroMQ

/// How long a test waits for what must happen; never reached on a healthy machine.
let patience = Duration.seconds(20)

extension Socket {
    /// Waits for the next message that has at most `maximumFrames` frames.
    mutating func nextMessage(maximumFrames: Int = 1) throws -> IncomingMessage {
        guard case .message(let message) = try nextReceived(maximumFrames: maximumFrames) else {
            throw Impatience(what: "a message of at most \(maximumFrames) frames")
        }
        return message
    }

    /// Waits for the next message, whatever its length.
    mutating func nextReceived(maximumFrames: Int = 1) throws -> Received {
        var poller = Poller()
        poller.add(self)
        try poller.wait(upTo: patience)
        guard let received = try receive(maximumFrames: maximumFrames) else {
            throw Impatience(what: "a message")
        }
        return received
    }

    /// Waits until the socket takes a message of one frame.
    mutating func sendWhenPossible(_ frame: [UInt8]) throws {
        var poller = Poller()
        poller.add(self, for: .writable)
        try poller.wait(upTo: patience)
        guard try send([frame]) == .sent else { throw Impatience(what: "room for a message") }
    }

    /// Waits for the first event of the monitor that `isWanted`, and drops those before it.
    mutating func nextEvent(
        where isWanted: (MonitorEvent.Kind) -> Bool
    ) throws -> MonitorEvent {
        let deadline = ContinuousClock.now + patience
        while ContinuousClock.now < deadline {
            var poller = Poller()
            poller.add(monitorOf: self)
            try poller.wait(upTo: ContinuousClock.now.duration(to: deadline))
            for event in try monitorEvents(limit: 1) where isWanted(event.kind) { return event }
        }
        throw Impatience(what: "an event of the monitor")
    }
}

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
