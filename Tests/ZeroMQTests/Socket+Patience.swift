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
