internal import SweepCoordination
internal import SweepModel
internal import Testing
internal import TrainingModel

/// What a worker keeps until it is acknowledged, and when it sends it again.
struct WorkerOutboxTests {
    @Test func `durable messages are numbered from one`() {
        var recorder = WorkerRecorder.training(.of(1))
        for epoch in 0..<3 { recorder.train(.of(1), epoch: epoch) }
        #expect(recorder.sequences() == [1, 2, 3])
    }

    @Test func `a window of messages is on its way, the next ones follow the acknowledgement`() {
        var recorder = WorkerRecorder.training(.of(1)) { $0.messagesInFlight = 2 }
        for epoch in 0..<4 { recorder.train(.of(1), epoch: epoch) }
        #expect(recorder.sequences() == [1, 2])
        recorder.hear(.acknowledge, acknowledged: 1)
        #expect(recorder.sequences() == [3])
        recorder.hear(.acknowledge, acknowledged: 3)
        #expect(recorder.sequences() == [4])
    }

    @Test func `an acknowledgement of what was never sent, or twice, changes nothing`() {
        var recorder = WorkerRecorder.training(.of(1)) { $0.messagesInFlight = 2 }
        for epoch in 0..<4 { recorder.train(.of(1), epoch: epoch) }
        _ = recorder.take()
        recorder.hear(.acknowledge, acknowledged: 3)
        recorder.expectNoEffects()
        recorder.hear(.acknowledge, acknowledged: 2)
        #expect(recorder.sequences() == [3, 4])
        recorder.hear(.acknowledge, acknowledged: 1)
        recorder.expectNoEffects()
    }

    @Test func `an overdue acknowledgement starts over with the oldest message`() {
        var recorder = WorkerRecorder.training(.of(1))
        for epoch in 0..<3 { recorder.train(.of(1), epoch: epoch) }
        recorder.hear(.acknowledge, acknowledged: 1)
        _ = recorder.take()
        for _ in 0..<29 {
            recorder.now = recorder.now + .milliseconds(100)
            recorder.hear(.heartbeatAcknowledged(stop: []))
        }
        #expect(recorder.sequences() == [])
        recorder.now = recorder.now + .milliseconds(100)
        recorder.feed(.tick)
        #expect(recorder.sequences() == [2, 3])
    }

    @Test func `a new session gets everything again, numbered anew`() {
        var recorder = WorkerRecorder.training(.of(1))
        for epoch in 0..<3 { recorder.train(.of(1), epoch: epoch) }
        recorder.hear(.acknowledge, acknowledged: 1)
        recorder.greetAgain()
        #expect(recorder.sequences() == [1, 2, 3])
        recorder.hear(.welcome(.terms([.keep])))
        let sent = recorder.sent().filter(\.message.isDurable)
        #expect(sent.map(\.sequence.rawValue) == [1, 2])
        #expect(sent.allSatisfy { $0.session == recorder.session })
        #expect(sent.first?.message == .metrics(.of(1), .block(1..<2, runs: 1)))
    }

    @Test func `an old WELCOME does not bring its session back`() {
        var recorder = WorkerRecorder.training(.of(1))
        recorder.train(.of(1), epoch: 0)
        recorder.hear(.acknowledge, acknowledged: 1)
        recorder.train(.of(1), epoch: 1)
        recorder.hear(.unknownSession)
        _ = recorder.take()
        recorder.hear(.welcome(.terms([.keep])))
        recorder.expectNoEffects()
        recorder.session = SessionID(78)
        recorder.hear(.welcome(.terms([.keep])))
        #expect(recorder.sequences() == [1])
    }

    @Test func `a new session does not get what was sent of a cancelled attempt`() {
        var recorder = WorkerRecorder.training(.of(1), .of(2), .of(3))
        recorder.train(.of(1), epoch: 0)
        recorder.train(.of(2), epoch: 0)
        recorder.hear(.cancel([.of(1)]))
        recorder.feed(.report(.failed(.of(2), reason: "no memory")))
        recorder.greetAgain()
        _ = recorder.take()
        recorder.hear(.welcome(.terms([.keep])))
        let durable = recorder.sent().map(\.message).filter(\.isDurable)
        #expect(durable == [.refused(.of(2), reason: "no memory")])
    }

    @Test func `training waits while too much is kept, and goes on at half of it`() {
        var recorder = WorkerRecorder.training(.of(1)) { $0.messagesKept = 4 }
        for epoch in 0..<3 { recorder.train(.of(1), epoch: epoch) }
        #expect(!recorder.take().contains(.holdTraining))
        recorder.train(.of(1), epoch: 3)
        #expect(recorder.take().contains(.holdTraining))
        recorder.hear(.acknowledge, acknowledged: 1)
        recorder.expectNoEffects()
        recorder.hear(.acknowledge, acknowledged: 2)
        #expect(recorder.take() == [.continueTraining])
    }

    @Test func `training that waits for room is listed as waiting`() {
        var recorder = WorkerRecorder.training(.of(1)) { $0.messagesKept = 1 }
        recorder.train(.of(1), epoch: 0)
        _ = recorder.take()
        recorder.hear(.unknownSession)
        guard case .hello(let hello)? = recorder.sent().first?.message else {
            Issue.record("no HELLO")
            return
        }
        #expect(hello.inventory == [.line(.of(1), .waiting, epoch: 1)])
    }

    @Test func `bytes are bounded as messages are`() {
        var recorder = WorkerRecorder.training(.of(1)) { $0.bytesKept = 1_000 }
        recorder.feed(.report(.trained(.of(1), .block(0..<1, runs: 1))))
        #expect(!recorder.take().contains(.holdTraining))
        recorder.feed(.report(.saved(.of(1), epoch: 1, bytes: [UInt8](repeating: 0, count: 900))))
        #expect(recorder.take().contains(.holdTraining))
    }

    @Test func `nothing is dropped while the coordinator is away`() {
        var recorder = WorkerRecorder.training(.of(1))
        recorder.greetAgain()
        _ = recorder.take()
        for epoch in 0..<4 { recorder.train(.of(1), epoch: epoch) }
        recorder.feed(
            .report(.finished(.of(1), [.finished], parameters: [1, 2, 3, 4, 5, 6, 7, 8]))
        )
        recorder.expectNoEffects()
        recorder.hear(.welcome(.terms([.keep])))
        #expect(recorder.sequences() == [1, 2, 3, 4, 5, 6])
        recorder.hear(.acknowledge, acknowledged: 6)
        recorder.now = recorder.now + .seconds(1)
        recorder.hear(.acknowledge, acknowledged: 6)
        recorder.now = recorder.now + .seconds(1)
        recorder.feed(.tick)
        #expect(recorder.sent().last?.message == .heartbeat([]))
    }

    @Test func `a blob is cut into parts, the last one ends it`() {
        var recorder = WorkerRecorder.training(.of(1)) { $0.partSizeBytes = 4 }
        recorder.feed(.report(.saved(.of(1), epoch: 1, bytes: [1, 2, 3, 4, 5, 6, 7, 8, 9])))
        let parts = recorder.sent().compactMap { envelope -> BlobPart? in
            if case .part(let part) = envelope.message { part } else { nil }
        }
        #expect(parts.map(\.offset) == [0, 4, 8])
        #expect(parts.flatMap(\.bytes) == [1, 2, 3, 4, 5, 6, 7, 8, 9])
        #expect(parts.map(\.isLast) == [false, false, true])
        #expect(parts.allSatisfy { $0.name == .checkpoint(.of(1), epoch: 1) })
    }

    /// The coordinator would take a longer one for an attack.
    @Test func `a checkpoint that is longer than the protocol allows is not sent`() {
        var recorder = WorkerRecorder.training(.of(1))
        let bytes = [UInt8](repeating: 0, count: 1 << 20)
        recorder.feed(.report(.saved(.of(1), epoch: 1, bytes: bytes)))
        recorder.expectNoEffects()
    }

    @Test func `a full store holds messages back, and READY resends them`() {
        var recorder = WorkerRecorder.training(.of(1))
        recorder.train(.of(1), epoch: 0)
        _ = recorder.take()
        recorder.hear(.busy)
        recorder.train(.of(1), epoch: 1)
        recorder.expectNoEffects()
        recorder.hear(.ready)
        #expect(recorder.sequences() == [1, 2])
    }

    @Test func `BUSY that is not repeated is forgotten, in case READY was lost`() {
        var recorder = WorkerRecorder.training(.of(1))
        recorder.hear(.busy)
        recorder.train(.of(1), epoch: 0)
        for _ in 0..<10 {
            recorder.now = recorder.now + .seconds(1)
            recorder.hear(.heartbeatAcknowledged(stop: []))
            recorder.hear(.busy)
        }
        #expect(recorder.sequences() == [])
        for _ in 0..<3 {
            recorder.now = recorder.now + .seconds(1)
            recorder.hear(.heartbeatAcknowledged(stop: []))
        }
        #expect(recorder.sequences() == [1])
    }

    @Test func `a cancelled attempt's unsent messages are dropped, sent ones keep their numbers`() {
        var recorder = WorkerRecorder.training(.of(1), .of(2)) { $0.messagesInFlight = 2 }
        recorder.train(.of(1), epoch: 0)
        recorder.train(.of(2), epoch: 0)
        recorder.train(.of(1), epoch: 1)
        recorder.train(.of(2), epoch: 1)
        _ = recorder.take()
        recorder.hear(.cancel([.of(1)]))
        recorder.hear(.acknowledge, acknowledged: 2)
        let sent = recorder.sent().filter(\.message.isDurable)
        #expect(sent.map(\.sequence.rawValue) == [3])
        #expect(sent.first?.message == .metrics(.of(2), .block(1..<2, runs: 1)))
    }
}
