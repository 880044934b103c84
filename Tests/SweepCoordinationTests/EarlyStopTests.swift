internal import SweepCoordination
internal import SweepModel
internal import SweepTesting
internal import Testing
internal import TrainingModel

/// Runs that stop by their validation losses: where follows from the losses, so nothing else is
/// taken.
///
/// The rule has patience 2, the runs 8 epochs and 2 parameters each.
struct EarlyStopTests {
    private static let epochs = 8
    private static let metrics = Metric.standard + Metric.heldOut

    private static let plan: SweepPlan = plan(runs: 1)

    private static func plan(runs: UInt64) -> SweepPlan {
        SweepPlan(
            SweepSpec(
                name: "test",
                dataset: .spiral(SpiralSource()),
                split: .shares(HeldOutShares(validation: 0.2), SplitDraw()),
                epochs: epochs,
                shuffle: true,
                choice: .stop(EarlyStopping(patience: 2)),
                axes: SweepAxes([.layers: [[1, 1]]]),
                seeds: .paired(SeedList(0..<runs))
            )
        )
    }

    /// Epochs from `first` on with the validation losses of each lane; NaN: without numbers.
    private static func block(_ losses: [Float]..., from first: Int = 0) -> EpochBlock {
        EpochBlock(
            metrics: metrics,
            firstEpoch: first,
            epochCount: losses[0].count,
            runCount: losses.count,
            values: losses.flatMap { losses in
                metrics.flatMap { metric in
                    losses.map { $0.isNaN ? .nan : metric == .validationLoss ? $0 : 0.5 }
                }
            }
        )
    }

    private func finish(
        _ attempt: AttemptID,
        _ outcomes: [RunOutcome],
        _ recorder: inout CoordinatorRecorder,
        _ worker: inout FakeWorker
    ) {
        let parameters = BlobPart.parameters(of: attempt, runs: outcomes.count)
        recorder.sendDurable(.part(parameters), from: &worker)
        recorder.sendDurable(.result(attempt, outcomes), from: &worker)
    }

    /// What a worker says of a run, and whether it can be.
    struct Story: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let losses: [Float]
        var outcome = RunOutcome.finished
        let isTrue: Bool
    }

    static let stories = [
        Story(
            testDescription: "stops two epochs after its best",
            losses: [3, 2, 1, 1, 1],
            isTrue: true
        ),
        Story(
            testDescription: "stops, and its pack goes on",
            losses: [3, 2, 1, 1, 1, .nan, .nan, .nan],
            isTrue: true
        ),
        Story(
            testDescription: "falls to the end",
            losses: [8, 7, 6, 5, 4, 3, 2, 1],
            isTrue: true
        ),
        Story(
            testDescription: "stops in its last epoch",
            losses: [8, 7, 6, 5, 4, 3, 3, 3],
            isTrue: true
        ),
        Story(
            testDescription: "diverges before it stops",
            losses: [3, 2, 2, .nan],
            outcome: .diverged(epoch: 3),
            isTrue: true
        ),
        Story(
            testDescription: "goes on after its stop",
            losses: [3, 2, 1, 1, 1, 0.5, 0.4, 0.3],
            isTrue: false
        ),
        Story(
            testDescription: "is over before its stop",
            losses: [3, 2, 1, 1],
            isTrue: false
        ),
        Story(
            testDescription: "has no numbers before its stop",
            losses: [3, 2, 1, 1, .nan, .nan, .nan, .nan],
            isTrue: false
        ),
        Story(
            testDescription: "diverges after its stop",
            losses: [3, 2, 1, 1, 1, .nan],
            outcome: .diverged(epoch: 5),
            isTrue: false
        ),
        Story(
            testDescription: "diverges in the epoch of its stop",
            losses: [3, 2, 1, 1, 1],
            outcome: .diverged(epoch: 4),
            isTrue: false
        ),
    ]

    @Test(arguments: stories, [1, 3, 8])
    func `only what the rule gives is taken`(story: Story, epochsAtOnce: Int) throws {
        var recorder = CoordinatorRecorder(plan: Self.plan)
        var worker = try recorder.worker(1)
        for first in stride(from: 0, to: story.losses.count, by: epochsAtOnce) {
            let losses = Array(story.losses[first...].prefix(epochsAtOnce))
            recorder.sendDurable(.metrics(.of(1), Self.block(losses, from: first)), from: &worker)
        }
        finish(.of(1), [story.outcome], &recorder, &worker)
        #expect((recorder.machine.progress.violations == 0) == story.isTrue)
        #expect((recorder.machine.state == .done) == story.isTrue)
    }

    @Test func `a pack is over with the last of its lanes`() throws {
        var recorder = CoordinatorRecorder(plan: Self.plan(runs: 3))
        var worker = try recorder.worker(1)
        let block = Self.block(
            [1, 1, 1, .nan, .nan, .nan],
            [6, 5, 4, 3, 3, 3],
            [1, .nan, .nan, .nan, .nan, .nan]
        )
        recorder.sendDurable(.metrics(.of(1), block), from: &worker)
        finish(.of(1), [.finished, .finished, .diverged(epoch: 1)], &recorder, &worker)
        #expect(recorder.machine.progress.violations == 0)
        #expect(recorder.machine.state == .done)
    }

    /// The first attempt is lost after `count` epochs and a checkpoint; another one goes on.
    private func resume(
        _ first: [Float],
        _ rest: [Float],
        _ outcome: RunOutcome = .finished
    ) throws -> CoordinatorRecorder {
        var recorder = CoordinatorRecorder(plan: Self.plan) { $0.retries = 1 }
        var worker = try recorder.worker(1)
        recorder.sendDurable(.metrics(.of(1), Self.block(first)), from: &worker)
        let checkpoint = BlobPart.checkpoint(of: .of(1), after: first.count)
        recorder.sendDurable(.part(checkpoint), from: &worker)
        recorder.wait(.seconds(6))
        var heir = try recorder.worker(2)
        let block = Self.block(rest, from: first.count)
        if !rest.isEmpty { recorder.sendDurable(.metrics(.of(1, 2), block), from: &heir) }
        finish(.of(1, 2), [outcome], &recorder, &heir)
        return recorder
    }

    static let heirs: [(first: [Float], rest: [Float])] = [
        ([3, 2], [1, 1, 1]), ([3, 2, 1], [1, 1]), ([3, 2, 1, 1], [1]),
        ([3, 2, 1, 1, 1], []), ([3, 2, 1, 1, 1], [.nan, .nan, .nan]),
        ([8, 7, 6, 5], [4, 3, 2, 1]), ([1, 2], [3, .nan, .nan]),
    ]

    @Test(arguments: heirs)
    func `losses before a checkpoint count`(first: [Float], rest: [Float]) throws {
        let recorder = try resume(first, rest)
        #expect(recorder.machine.progress.violations == 0)
        #expect(recorder.machine.state == .done)
    }

    static let misled: [(first: [Float], rest: [Float], outcome: RunOutcome)] = [
        ([3, 2, 1, 1, 1], [1, 1, 1], .finished), ([3, 2, 1, 1], [.nan, .nan], .finished),
        ([3, 2], [1, 1], .finished), ([3, 2, 1, 1, 1], [.nan], .diverged(epoch: 5)),
    ]

    /// The second worker cannot know that the first one's checkpoint is of another training.
    @Test(arguments: misled)
    func `a checkpoint that contradicts its losses costs its heir no violation`(
        first: [Float],
        rest: [Float],
        outcome: RunOutcome
    ) throws {
        var recorder = try resume(first, rest, outcome)
        #expect(recorder.machine.progress.violations == 0)
        #expect(recorder.machine.progress.runs.ended == 0)
        var third = try recorder.worker(3)
        _ = recorder.take()
        recorder.sendDurable(.metrics(.of(1, 3), Self.block([1, 1, 1])), from: &third)
        finish(.of(1, 3), [.finished], &recorder, &third)
        #expect(recorder.machine.progress.runs.finished == 1)
    }

    @Test func `a checkpoint of an earlier epoch than the last one is refused`() throws {
        var recorder = CoordinatorRecorder(plan: Self.plan)
        var worker = try recorder.worker(1)
        recorder.sendDurable(.metrics(.of(1), Self.block([3, 2, 1])), from: &worker)
        let checkpoint = BlobPart.checkpoint(of: .of(1), after: 2)
        recorder.sendDurable(.part(checkpoint), from: &worker)
        #expect(recorder.machine.progress.violations == 1)
    }

    /// After a restart the losses come from the store, those behind the checkpoint too.
    @Test func `losses from before a restart count`() throws {
        let losses: [Float] = [3, 2, 1, 1]
        for epochs in 1...4 {
            let attempt = RecoveredAttempt(
                number: AttemptNumber(1),
                end: nil,
                base: nil,
                epochCount: epochs,
                parameterBytes: 0,
                checkpoint: CheckpointReference(attempt: .of(1), epoch: 1, totalBytes: 10),
                losses: [Array(losses.prefix(epochs))]
            )
            let recovered = RecoveredSweep(
                incarnation: Incarnation(1),
                state: .running,
                packs: [
                    RecoveredPack(
                        id: PackID(1),
                        range: RunRange(first: 0, count: 1),
                        state: .open,
                        attempts: [attempt]
                    )
                ]
            )
            var recorder = CoordinatorRecorder(plan: Self.plan, recovered: recovered)
            var worker = FakeWorker(1)
            worker.hold(.of(1), epoch: epochs)
            #expect(try recorder.join(&worker) == [.keep])
            let rest = Self.block(Array((losses + [1]).dropFirst(epochs)), from: epochs)
            recorder.sendDurable(.metrics(.of(1), rest), from: &worker)
            finish(.of(1), [.finished], &recorder, &worker)
            #expect(recorder.machine.progress.violations == 0)
            #expect(recorder.machine.state == .done)
            // Another worker goes on from the checkpoint instead.
            var other = CoordinatorRecorder(plan: Self.plan, recovered: recovered)
            other.wait(.seconds(60))
            var heir = try other.worker(2)
            let block = Self.block([2, 1, 1, 1], from: 1)
            other.sendDurable(.metrics(.of(1, 2), block), from: &heir)
            finish(.of(1, 2), [.finished], &other, &heir)
            #expect(other.machine.progress.violations == 0)
            #expect(other.machine.state == .done)
        }
    }
}
