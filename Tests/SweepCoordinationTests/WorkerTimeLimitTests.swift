internal import SweepCoordination
internal import SweepModel
internal import SweepTesting
internal import Testing
internal import TrainingModel

/// A worker whose time is limited begins nothing that it could not end, and leaves in time.
struct WorkerTimeLimitTests {
    /// A minute, of which the last ten seconds are kept for the goodbye.
    private static func recorder(_ attempts: AttemptID...) -> WorkerRecorder {
        var recorder = WorkerRecorder { $0.timeLimit = .seconds(60) }
        recorder.join()
        for attempt in attempts { recorder.hear(.assign(.of(attempt))) }
        recorder.fetchDataset()
        _ = recorder.take()
        return recorder
    }

    @Test func `what is unfinished is given back before the limit, and the worker leaves`() {
        var recorder = Self.recorder(.of(1), .of(2), .of(3))
        recorder.live(.milliseconds(49_750))
        #expect(recorder.released() == [])
        recorder.live(.milliseconds(250))
        #expect(recorder.released() == [.of(1), .of(2), .of(3)])
        recorder.hear(.acknowledge, acknowledged: 1)
        #expect(recorder.take().suffix(2) == [.disconnect, .exit(.stopped)])
    }

    @Test func `no pack is begun that would not end in time`() {
        var recorder = Self.recorder(.of(1), .of(2), .of(3))
        recorder.live(.seconds(30))
        recorder.feed(.report(.finished(.of(1), [.finished], parameters: [1])))
        let effects = recorder.take()
        #expect(effects.contains(.notice(.timeIsShort(isFinal: false))))
        #expect(!effects.contains { if case .train = $0 { true } else { false } })
        recorder.hear(.assign(.of(.of(4))))
        recorder.hear(.acknowledge, acknowledged: 2)
        #expect(recorder.sent().map(\.message).contains(.released([.of(4)])))
    }

    @Test func `a drained worker ends what it trains and leaves`() {
        var recorder = Self.recorder(.of(1), .of(2), .of(3))
        recorder.hear(.drain)
        #expect(recorder.sent().map(\.message) == [.released([.of(3)])])
        recorder.feed(.report(.finished(.of(1), [.finished], parameters: [1])))
        recorder.feed(.report(.finished(.of(2), [.finished], parameters: [1])))
        recorder.hear(.acknowledge, acknowledged: 4)
        #expect(!recorder.machine.hasLeft)
        _ = recorder.take()
        recorder.hear(.acknowledge, acknowledged: 5)
        #expect(recorder.sent().map(\.message) == [.bye])
        #expect(recorder.machine.hasLeft)
    }

    @Test func `half of a short limit is kept for the goodbye`() {
        var recorder = WorkerRecorder { $0.timeLimit = .seconds(4) }
        recorder.join()
        _ = recorder.take()
        recorder.live(.milliseconds(1_750))
        #expect(!recorder.machine.hasLeft)
        recorder.live(.milliseconds(250))
        #expect(recorder.take().last == .exit(.stopped))
    }

    @Test func `a worker that waits for its coordinator leaves in time, too`() {
        var recorder = WorkerRecorder { $0.timeLimit = .seconds(60) }
        recorder.feed(.start)
        recorder.wait(.seconds(49))
        #expect(!recorder.machine.hasLeft)
        recorder.wait(.seconds(1))
        #expect(recorder.take().last == .exit(.stopped))
    }
}

extension WorkerRecorder {
    /// Lets time pass with a coordinator that answers.
    fileprivate mutating func live(_ duration: Duration) {
        let end = now + duration
        while now < end {
            now = now + .milliseconds(250)
            hear(.heartbeatAcknowledged(stop: []))
        }
    }

    /// The attempts that were given back since the last look.
    fileprivate mutating func released() -> [AttemptID] {
        sent().flatMap { envelope -> [AttemptID] in
            if case .released(let attempts) = envelope.message { attempts } else { [] }
        }
    }
}
