internal import SweepCoordination
internal import SweepModel
internal import Testing
internal import TrainingModel

/// Metrics, parts and results: what is stored, what is acknowledged, what is refused.
struct DurableTests {
    private var recorder: CoordinatorRecorder
    private var worker: FakeWorker

    init() throws {
        recorder = CoordinatorRecorder()
        worker = try recorder.worker(1)
        _ = recorder.take()
    }

    @Test mutating func `metrics are stored, then acknowledged`() {
        let block = EpochBlock.block(0..<2, runs: 5)
        recorder.sendDurable(.metrics(.of(1), block), from: &worker)
        #expect(recorder.take() == [.persist(.epochs(.of(1), block))])
        recorder.feed(.committed)
        #expect(recorder.take() == [acknowledgement(1)])
        #expect(recorder.machine.progress.epochs == 10)
        recorder.feed(.committed)
        recorder.expectNoEffects()
    }

    @Test mutating func `many messages are acknowledged at once`() {
        for epoch in 0..<4 {
            let block = EpochBlock.block(epoch..<epoch + 1, runs: 5)
            recorder.sendDurable(.metrics(.of(1), block), from: &worker)
        }
        _ = recorder.take()
        recorder.feed(.committed)
        #expect(recorder.take() == [acknowledgement(4)])
    }

    @Test mutating func `a message that comes twice is acknowledged twice and acted on once`() {
        let block = EpochBlock.block(0..<1, runs: 5)
        recorder.sendDurable(.metrics(.of(1), block), from: &worker)
        worker.sequence = .none
        recorder.sendDurable(.metrics(.of(1), block), from: &worker)
        #expect(recorder.take() == [.persist(.epochs(.of(1), block))])
        recorder.feed(.committed)
        #expect(recorder.take() == [acknowledgement(1)])
        worker.sequence = .none
        recorder.sendDurable(.metrics(.of(1), block), from: &worker)
        recorder.expectNoEffects()
        recorder.feed(.committed)
        #expect(recorder.take() == [acknowledgement(1)])
    }

    @Test mutating func `a message after a gap is dropped, and taken once the gap is filled`() {
        let first = EpochBlock.block(0..<1, runs: 5)
        let second = EpochBlock.block(1..<2, runs: 5)
        worker.sequence = SequenceNumber(1)
        recorder.sendDurable(.metrics(.of(1), second), from: &worker)
        recorder.expectNoEffects()
        recorder.feed(.committed)
        recorder.expectNoEffects()
        worker.sequence = .none
        recorder.sendDurable(.metrics(.of(1), first), from: &worker)
        recorder.sendDurable(.metrics(.of(1), second), from: &worker)
        #expect(recorder.records() == [.epochs(.of(1), first), .epochs(.of(1), second)])
        recorder.feed(.committed)
        #expect(recorder.take() == [acknowledgement(2)])
    }

    @Test mutating func `epochs that are here already are stored again only to be compared`() {
        let block = EpochBlock.block(0..<2, runs: 5)
        recorder.sendDurable(.metrics(.of(1), block), from: &worker)
        let other = EpochBlock.block(0..<2, runs: 5, value: 7)
        recorder.sendDurable(.metrics(.of(1), other), from: &worker)
        #expect(recorder.records() == [.epochs(.of(1), block), .epochs(.of(1), other)])
        #expect(recorder.machine.progress.epochs == 10)
    }

    /// Durable messages that an honest worker never sends about pack 1, which has 5 runs of 4
    /// epochs.
    static let lies: [WorkerMessage] = [
        .metrics(.of(1), .block(0..<1, runs: 4)),
        .metrics(.of(1), .block(1..<2, runs: 5)),
        .metrics(.of(1), .block(0..<5, runs: 5)),
        .metrics(.of(1, 2), .block(0..<1, runs: 5)),
        .metrics(.of(1, 0), .block(0..<1, runs: 5)),
        .metrics(.of(2), .block(0..<1, runs: 5)),
        .metrics(.of(0), .block(0..<1, runs: 5)),
        .part(.parameters(of: .of(1), runs: 4)),
        .part(.parameters(of: .of(1, 2), runs: 5)),
        .part(BlobPart(name: .parameters(.of(1)), offset: 8, totalBytes: 40, bytes: [1])),
        .part(BlobPart(name: .dataset(.of(2)), offset: 0, totalBytes: 1, bytes: [1])),
        .part(.checkpoint(of: .of(1), after: 1)),
        .part(.checkpoint(of: .of(1), after: 0)),
        .result(.of(1), [RunOutcome](repeating: .finished, count: 5)),
        .result(.of(1), [RunOutcome](repeating: .finished, count: 4)),
        .result(.of(1), [RunOutcome](repeating: .diverged(epoch: 4), count: 5)),
        .result(.of(1), [RunOutcome](repeating: .failed(reason: ""), count: 5)),
        .refused(.of(2), reason: "no"),
        .released([.of(1, 2)]),
    ]

    @Test(arguments: lies)
    mutating func `a lie is counted, acknowledged and stored nowhere`(lie: WorkerMessage) {
        recorder.sendDurable(lie, from: &worker)
        let effects = recorder.take()
        guard effects.count == 1, case .notice(.violation(worker.peer, _)) = effects[0] else {
            Issue.record("not a violation: \(effects)")
            return
        }
        #expect(recorder.machine.progress.violations == 1)
        recorder.feed(.committed)
        #expect(recorder.take() == [acknowledgement(1)])
    }

    @Test mutating func `a message about another worker's attempt is not acted on`() throws {
        var other = try recorder.worker(2)
        _ = recorder.take()
        recorder.sendDurable(.metrics(.of(1), .block(0..<1, runs: 5)), from: &other)
        #expect(recorder.records() == [])
        #expect(recorder.machine.progress.violations == 1)
    }

    @Test mutating func `the twentieth lie ends the session and frees its attempts`() throws {
        for _ in 0..<Limits.violationsPerPeer {
            recorder.sendDurable(.metrics(.of(9), .block(0..<1, runs: 5)), from: &worker)
        }
        let effects = recorder.take()
        #expect(effects.contains(.persist(.attemptEnded(.of(1), .forgotten))))
        #expect(
            effects.contains {
                guard case .send(worker.peer, let envelope) = $0,
                    case .rejected(let rejection) = envelope.message
                else { return false }
                return rejection.code == .violation
            }
        )
        _ = try recorder.worker(2)
        #expect(recorder.assigned() == [.of(1, 2)])
    }

    @Test mutating func `garbage counts as a lie`() {
        for _ in 0..<Limits.violationsPerPeer {
            recorder.feed(.violation(worker.peer, detail: "not a message"))
        }
        #expect(recorder.machine.progress.workers == 0)
        #expect(recorder.machine.progress.violations == Limits.violationsPerPeer)
    }

    @Test mutating func `a complete attempt closes its pack and ends the sweep`() {
        recorder.finish(.of(1), on: &worker, runs: 5)
        let finished = [RunOutcome](repeating: .finished, count: 5)
        #expect(
            recorder.take() == [
                .persist(.epochs(.of(1), .block(0..<4, runs: 5))),
                .persist(.part(.parameters(of: .of(1), runs: 5))),
                .persist(.result(.of(1), finished)),
                .persist(.state(.done)),
                .send(
                    worker.peer,
                    CoordinatorEnvelope(
                        session: worker.session,
                        acknowledged: .none,
                        message: .goodbye
                    )
                ),
                .finish,
            ]
        )
        #expect(recorder.machine.progress.runs.finished == 5)
        #expect(recorder.machine.isFinished)
    }

    @Test mutating func `diverged runs need their epochs only up to where they diverged`() {
        recorder.sendDurable(.metrics(.of(1), .block(0..<1, runs: 5)), from: &worker)
        let nothing = EpochBlock.block(1..<2, runs: 5, value: .nan)
        recorder.sendDurable(.metrics(.of(1), nothing), from: &worker)
        recorder.sendDurable(.part(.parameters(of: .of(1), runs: 5)), from: &worker)
        let outcomes = [RunOutcome](repeating: .diverged(epoch: 1), count: 5)
        recorder.sendDurable(.result(.of(1), outcomes), from: &worker)
        #expect(recorder.records().contains(.result(.of(1), outcomes)))
        #expect(recorder.machine.progress.runs.diverged == 5)
    }

    @Test mutating func `a result needs all of its parameters`() {
        recorder.sendDurable(.metrics(.of(1), .block(0..<4, runs: 5)), from: &worker)
        let half = BlobPart(name: .parameters(.of(1)), offset: 0, totalBytes: 40, bytes: [1, 2, 3])
        recorder.sendDurable(.part(half), from: &worker)
        let outcomes = [RunOutcome](repeating: .finished, count: 5)
        recorder.sendDurable(.result(.of(1), outcomes), from: &worker)
        #expect(recorder.machine.progress.violations == 1)
        #expect(recorder.machine.progress.runs.finished == 0)
    }

    private func acknowledgement(_ number: UInt64) -> CoordinatorEffect {
        .send(
            worker.peer,
            CoordinatorEnvelope(
                session: worker.session,
                acknowledged: SequenceNumber(number),
                message: .acknowledge
            )
        )
    }
}
