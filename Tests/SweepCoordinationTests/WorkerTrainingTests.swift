internal import SweepCoordination
internal import SweepModel
internal import Testing
internal import TrainingModel

/// What a worker trains, fetches, gives back, and how it leaves.
struct WorkerTrainingTests {
    private static let dataset = BlobName.dataset(.of(2))

    @Test func `an assignment waits for its dataset, then for a slot`() {
        var recorder = WorkerRecorder()
        recorder.join()
        _ = recorder.take()
        for pack in 1...3 as ClosedRange<UInt64> { recorder.hear(.assign(.of(.of(pack)))) }
        #expect(recorder.sent().map(\.message) == [.fetch(Self.dataset, offset: 0)])
        let part = BlobPart(name: Self.dataset, offset: 0, totalBytes: 6, bytes: [1, 2, 3])
        recorder.hear(.part(part))
        #expect(recorder.sent().map(\.message) == [.fetch(Self.dataset, offset: 3)])
        recorder.hear(.part(part))
        recorder.expectNoEffects()
        recorder.hear(
            .part(BlobPart(name: Self.dataset, offset: 3, totalBytes: 6, bytes: [4, 5, 6]))
        )
        #expect(recorder.take() == [.checkDataset(.of(2), [1, 2, 3, 4, 5, 6])])
        recorder.feed(.datasetAccepted(.of(2)))
        #expect(recorder.trained() == [.of(1), .of(2)])
        recorder.feed(.report(.finished(.of(1), [.finished], parameters: [1])))
        #expect(recorder.trained() == [.of(3)])
    }

    @Test func `a part that does not come is asked for again`() {
        var recorder = WorkerRecorder()
        recorder.join()
        recorder.hear(.assign(.of(.of(1))))
        _ = recorder.take()
        for _ in 0..<4 {
            recorder.now = recorder.now + .milliseconds(800)
            recorder.hear(.acknowledge)
        }
        let fetches = recorder.sent().filter {
            $0.message == .fetch(Self.dataset, offset: 0)
        }
        #expect(fetches.count == 1)
    }

    @Test func `a dataset that cannot be had gives the assignments back`() {
        var recorder = WorkerRecorder()
        recorder.join()
        recorder.hear(.assign(.of(.of(1))))
        _ = recorder.take()
        recorder.hear(.missing(Self.dataset))
        #expect(
            recorder.sent().map(\.message) == [
                .refused(.of(1), reason: "the coordinator does not have the \(Self.dataset)")
            ]
        )
        recorder.hear(.assign(.of(.of(2))))
        recorder.fetchDatasetRefused()
        #expect(recorder.sent().last?.message == .refused(.of(2), reason: "wrong bits"))
    }

    @Test func `an attempt goes on from its checkpoint`() {
        var recorder = WorkerRecorder.training()
        let reference = CheckpointReference(attempt: .of(1), epoch: 2, totalBytes: 2)
        let name = BlobName.checkpoint(.of(1), epoch: 2)
        recorder.hear(.assign(.of(.of(1, 2), from: reference)))
        recorder.fetchDataset()
        #expect(recorder.sent().last?.message == .fetch(name, offset: 0))
        recorder.hear(.part(BlobPart(name: name, offset: 0, totalBytes: 2, bytes: [8, 9])))
        #expect(
            recorder.take().contains(
                .train(
                    .of(.of(1, 2), from: reference),
                    checkpoint: [8, 9],
                    saveEvery: .seconds(30)
                )
            )
        )
        recorder.hear(.assign(.of(.of(5))))
        recorder.hear(.unknownSession)
        guard case .hello(let hello)? = recorder.sent().last?.message else {
            Issue.record("no HELLO")
            return
        }
        #expect(hello.inventory == [.line(.of(1, 2), epoch: 2), .line(.of(5))])
    }

    @Test func `the coordinator hears of a training before it begins`() throws {
        var recorder = WorkerRecorder.training()
        recorder.hear(.assign(.of(.of(1))))
        recorder.fetchDataset()
        let effects = recorder.take()
        let told = try #require(
            effects.firstIndex(
                of: .send(
                    WorkerEnvelope(
                        session: recorder.session,
                        sequence: .none,
                        message: .heartbeat([.line(.of(1))])
                    )
                )
            )
        )
        let begun = try #require(
            effects.firstIndex {
                if case .train = $0 { true } else { false }
            }
        )
        #expect(told < begun)
    }

    @Test func `the same ASSIGN twice is one attempt`() {
        var recorder = WorkerRecorder.training(.of(1))
        recorder.hear(.assign(.of(.of(1))))
        recorder.expectNoEffects()
    }

    @Test func `a late ASSIGN of a refused attempt is not taken again`() {
        var recorder = WorkerRecorder.training(.of(1))
        recorder.feed(.report(.failed(.of(1), reason: "no memory")))
        #expect(
            recorder.take() == [
                .stopTraining(.of(1)), .notice(.failed(.of(1), reason: "no memory")),
                .send(
                    WorkerEnvelope(
                        session: recorder.session,
                        sequence: SequenceNumber(1),
                        message: .refused(.of(1), reason: "no memory")
                    )
                ),
            ]
        )
        recorder.hear(.assign(.of(.of(1))))
        recorder.expectNoEffects()
    }

    @Test(arguments: [
        CoordinatorMessage.cancel([.of(1)]), .heartbeatAcknowledged(stop: [.of(1)]),
    ])
    func `what must stop stops, and what its slot still says is ignored`(
        message: CoordinatorMessage
    ) {
        var recorder = WorkerRecorder.training(.of(1), .of(2), .of(3))
        recorder.hear(message)
        #expect(recorder.trained() == [.of(3)])
        recorder.train(.of(1), epoch: 0)
        recorder.feed(.report(.saved(.of(1), epoch: 1, bytes: [1])))
        recorder.feed(.report(.finished(.of(1), [.finished], parameters: [1])))
        recorder.expectNoEffects()
    }

    @Test func `an attempt is in hand until all of its messages are acknowledged`() {
        var recorder = WorkerRecorder.training(.of(1))
        recorder.train(.of(1), epoch: 0)
        recorder.feed(.report(.finished(.of(1), [.finished], parameters: [1])))
        recorder.hear(.acknowledge, acknowledged: 2)
        _ = recorder.take()
        recorder.now = recorder.now + .seconds(2)
        recorder.hear(.acknowledge, acknowledged: 2)
        #expect(
            recorder.sent().last?.message == .heartbeat([.line(.of(1), .finished, epoch: 1)])
        )
        recorder.hear(.acknowledge, acknowledged: 3)
        recorder.now = recorder.now + .seconds(2)
        recorder.hear(.acknowledge, acknowledged: 3)
        #expect(recorder.sent().last?.message == .heartbeat([]))
    }

    @Test func `a stopped worker gives back what is not finished and waits for the rest`() {
        var recorder = WorkerRecorder.training(.of(1), .of(2), .of(3))
        recorder.feed(.report(.finished(.of(1), [.finished], parameters: [1])))
        _ = recorder.take()
        recorder.feed(.stop)
        let effects = recorder.take()
        #expect(effects.contains(.stopTraining(.of(2))))
        #expect(
            effects.contains(
                .send(
                    WorkerEnvelope(
                        session: recorder.session,
                        sequence: SequenceNumber(3),
                        message: .released([.of(2), .of(3)])
                    )
                )
            )
        )
        recorder.hear(.assign(.of(.of(4))))
        #expect(recorder.sent().map(\.message) == [.released([.of(4)])])
        recorder.hear(.acknowledge, acknowledged: 3)
        recorder.expectNoEffects()
        recorder.hear(.acknowledge, acknowledged: 4)
        #expect(recorder.sent().map(\.message) == [.bye])
        #expect(recorder.machine.hasLeft)
    }

    @Test func `a stopped worker leaves after its patience`() {
        var recorder = WorkerRecorder.training(.of(1))
        recorder.feed(.stop)
        for _ in 0..<9 {
            recorder.now = recorder.now + .seconds(1)
            recorder.hear(.heartbeatAcknowledged(stop: []))
        }
        #expect(!recorder.machine.hasLeft)
        recorder.now = recorder.now + .seconds(1)
        recorder.feed(.tick)
        #expect(recorder.take().last == .exit(.stopped))
        recorder.hear(.assign(.of(.of(4))))
        recorder.expectNoEffects()
    }

    @Test func `a worker without coordinator and results leaves at once`() {
        var recorder = WorkerRecorder()
        recorder.feed(.start)
        _ = recorder.take()
        recorder.feed(.stop)
        #expect(recorder.take() == [.disconnect, .exit(.stopped)])
    }
}

extension WorkerRecorder {
    /// Hands a dataset over and lets the check fail.
    fileprivate mutating func fetchDatasetRefused() {
        hear(.part(BlobPart(name: .dataset(.of(2)), offset: 0, totalBytes: 1, bytes: [1])))
        feed(.datasetRefused(.of(2), reason: "wrong bits"))
    }
}
