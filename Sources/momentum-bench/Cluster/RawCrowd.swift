internal import HostSystem
internal import SweepAccess
internal import SweepModel
internal import ZeroMQ

/// Many bare DEALERs in one thread that ask a ``RawRouter``.
final class RawCrowd {
    /// What stands for a pack: messages there, the last of which asks for the messages back.
    struct Exchange {
        var messages: Int
        var messageBytes: Int
        var answers: Int
        var answerBytes: Int

        /// As many messages of the same mean size as `packs` packs took.
        init(like traffic: Traffic, packs: Int) {
            messages = max(1, Int((Double(traffic.sentCount) / Double(packs)).rounded()))
            answers = max(1, Int((Double(traffic.receivedCount) / Double(packs)).rounded()))
            messageBytes = traffic.sentBytes / packs / messages
            answerBytes = traffic.receivedBytes / packs / answers
        }

        /// One message there and one back, as small as a heartbeat.
        init(bytes: Int) {
            (messages, messageBytes, answers, answerBytes) = (1, bytes, 1, bytes)
        }
    }

    private let dealers: [Dealer]
    private let signals: SignalWatch
    private let clock = MonotonicClock()

    /// Connects `count` sockets in the background.
    ///
    /// - Throws: `ZeroMQError` if the context is out of sockets.
    init(
        _ count: Int,
        access: ClusterAccess,
        in context: Context,
        signals: SignalWatch
    ) throws {
        self.signals = signals
        dealers = try (0..<count).map { _ in
            try Dealer(to: access.endpoint, security: access.security, in: context)
        }
    }

    /// Makes `total` exchanges, two at a time for each socket.
    ///
    /// - Throws: ``BenchmarkError`` if that takes longer than `limit`.
    func make(_ total: Int, of exchange: Exchange, within limit: Duration) throws {
        let plain = RawRouter.question(bytes: exchange.messageBytes, answers: 0, answerBytes: 0)
        let last = RawRouter.question(
            bytes: exchange.messageBytes,
            answers: exchange.answers,
            answerBytes: exchange.answerBytes
        )
        var begun = [Int](repeating: 0, count: dealers.count)
        var answered = [Int](repeating: 0, count: dealers.count)
        var begunTotal = 0
        var answeredTotal = 0
        let deadline = clock.now + limit
        while answeredTotal < total * exchange.answers {
            guard clock.now < deadline else { throw BenchmarkError("libzmq stands still") }
            let poller = try wait { begun[$0] == 0 }
            for (index, dealer) in dealers.enumerated() {
                while dealer.isReadable(in: poller), try dealer.receive() != nil {
                    answered[index] += 1
                    answeredTotal += 1
                }
                while begunTotal < total, begun[index] - answered[index] / exchange.answers < 2 {
                    for _ in 1..<exchange.messages { try dealer.send(plain) }
                    guard try dealer.send(last) else { break }
                    begun[index] += 1
                    begunTotal += 1
                }
            }
        }
    }

    /// Asks once through each socket and waits for all answers; sockets may have to reconnect.
    ///
    /// - Throws: ``BenchmarkError`` if that takes longer than `limit`.
    func askOnce(_ exchange: Exchange, within limit: Duration) throws {
        let question = RawRouter.question(
            bytes: exchange.messageBytes,
            answers: 1,
            answerBytes: exchange.answerBytes
        )
        var hasAnswer = [Bool](repeating: false, count: dealers.count)
        var nextQuestion = [Instant](repeating: .zero, count: dealers.count)
        let deadline = clock.now + limit
        while hasAnswer.contains(false) {
            guard clock.now < deadline else { throw BenchmarkError("libzmq does not come back") }
            let poller = try wait { !hasAnswer[$0] && clock.now >= nextQuestion[$0] }
            for (index, dealer) in dealers.enumerated() {
                while dealer.isReadable(in: poller), try dealer.receive() != nil {
                    hasAnswer[index] = true
                }
                guard !hasAnswer[index], clock.now >= nextQuestion[index],
                    try dealer.isWritable(in: poller) && dealer.send(question)
                else { continue }
                // A question to a connection that had died unnoticed is lost.
                nextQuestion[index] = clock.now + .seconds(1)
            }
        }
    }

    /// Makes one exchange through each socket in each second, evenly spread, for `duration`.
    ///
    /// - Throws: `ZeroMQError` if a socket cannot be used.
    func beat(_ exchange: Exchange, for duration: Duration) throws {
        let question = RawRouter.question(
            bytes: exchange.messageBytes,
            answers: 1,
            answerBytes: exchange.answerBytes
        )
        let start = clock.now
        var sent = 0
        while clock.now - start < duration {
            let poller = try wait { _ in false }
            for dealer in dealers where dealer.isReadable(in: poller) {
                while try dealer.receive() != nil { continue }
            }
            let due = Int((clock.now - start) / .seconds(1) * Double(dealers.count))
            while sent < due {
                try dealers[sent % dealers.count].send(question)
                sent += 1
            }
        }
    }

    private func wait(whenWritable: (Int) -> Bool) throws -> Poller {
        var poller = Poller()
        poller.add(descriptor: signals.descriptor)
        for (index, dealer) in dealers.enumerated() {
            dealer.add(to: &poller, whenWritable: whenWritable(index))
        }
        try poller.wait(upTo: .milliseconds(2))
        if let signal = signals.drain().first { throw BenchmarkError("stopped by \(signal)") }
        return poller
    }
}
