internal import SweepCoordination
internal import SweepModel
internal import SweepTesting
internal import Testing
internal import TrainingModel

/// Results that no training comes to: a violation, and the pack goes to another worker.
struct ImpossibleResultTests {
    /// What a worker says of pack 1, which has one run of 4 epochs and 2 parameters.
    struct Lie: Sendable, CustomTestStringConvertible {
        let testDescription: String

        /// The values of the four standard metrics after each epoch.
        var epochs: [[Float]] = Array(repeating: [1, 1, 1, 0.5], count: 4)
        var parameters: [Float] = [1, 2]
        var outcome = RunOutcome.finished
    }

    private static func lie(_ name: String, _ values: [Float]) -> Lie {
        Lie(testDescription: name, epochs: [[1, 1, 1, 0.5], values, values, values])
    }

    static let lies = [
        lie("a loss below 0", [1, 1, -1, 0.5]),
        lie("an infinite loss", [1, 1, .infinity, 0.5]),
        lie("a batch loss of -∞", [-.infinity, 1, 1, 0.5]),
        lie("an accuracy of 1e30", [1, 1, 1, 1e30]),
        lie("an accuracy below 0", [1, 1, 1, -0.1]),
        lie("a loss that is no number beside others that are", [1, 1, .nan, 0.5]),
        lie("an accuracy that is no number", [1, 1, 1, .nan]),
        lie("a run that has finished without metrics", [.nan, .nan, .nan, .nan]),
        Lie(testDescription: "a parameter that is no number", parameters: [1, .nan]),
        Lie(testDescription: "a run that has diverged with numbers", outcome: .diverged(epoch: 2)),
        Lie(
            testDescription: "numbers after the divergence",
            epochs: [[1, 1, 1, 0.5], [.nan, .nan, .nan, .nan], [1, 1, 1, 1], [1, 1, 1, 1]],
            outcome: .diverged(epoch: 1)
        ),
        Lie(
            testDescription: "a divergence before the first NaN",
            epochs: [[1, 1, 1, 1], [1, 1, 1, 1], [.nan, .nan, .nan, .nan]],
            outcome: .diverged(epoch: 1)
        ),
        Lie(
            testDescription: "a divergence after the first NaN",
            epochs: [[1, 1, 1, 1], [.nan, .nan, .nan, .nan], [.nan, .nan, .nan, .nan]],
            outcome: .diverged(epoch: 2)
        ),
    ]

    private func tell(
        _ lie: Lie,
        of attempt: AttemptID,
        _ recorder: inout CoordinatorRecorder,
        _ worker: inout FakeWorker
    ) {
        for (epoch, values) in lie.epochs.enumerated() {
            let block = EpochBlock(
                metrics: Metric.standard,
                firstEpoch: epoch,
                epochCount: 1,
                runCount: 1,
                values: values
            )
            recorder.sendDurable(.metrics(attempt, block), from: &worker)
        }
        let bytes = LittleEndian.bytes(of: lie.parameters)
        // In pieces that end within a number.
        for (offset, end) in [(0, 3), (3, 7), (7, 8)] {
            let part = BlobPart(
                name: .parameters(attempt),
                offset: offset,
                totalBytes: 8,
                bytes: Array(bytes[offset..<end])
            )
            recorder.sendDurable(.part(part), from: &worker)
        }
        recorder.sendDurable(.result(attempt, [lie.outcome]), from: &worker)
    }

    @Test(arguments: lies)
    func `what cannot be is a violation, and another worker trains the pack`(lie: Lie) throws {
        var recorder = CoordinatorRecorder(plan: .of(runs: 1)) { $0.retries = 1 }
        var liar = try recorder.worker(1)
        var honest = FakeWorker(2)
        try recorder.join(&honest)
        _ = recorder.take()
        tell(lie, of: .of(1), &recorder, &liar)
        let records = recorder.records()
        #expect(recorder.machine.progress.violations == 1)
        #expect(records.contains(.attemptEnded(.of(1), .refused)))
        #expect(!records.contains { if case .result = $0 { true } else { false } })
        #expect(recorder.machine.progress.runs.ended == 0)
        // A lie is not heard to its end, and does not come back.
        liar.hold(.of(1), as: .finished, epoch: 4)
        #expect(try recorder.join(&liar) == [.stop])
        _ = recorder.take()
        recorder.feed(.flush)
        #expect(recorder.messages(to: honest).count == 1)
        recorder.finish(.of(1, 2), on: &honest, runs: 1)
        #expect(recorder.machine.state == .done)
        #expect(recorder.machine.progress.runs.finished == 1)
    }

    static let truths = [
        Lie(testDescription: "small numbers", epochs: Array(repeating: [0, 0, 0, 0], count: 4)),
        Lie(
            testDescription: "large numbers",
            epochs: Array(repeating: [3e38, 3e38, 3e38, 1], count: 4),
            parameters: [-.infinity, 3e38]
        ),
        Lie(
            testDescription: "a divergence at once",
            epochs: [[.nan, .nan, .nan, .nan]],
            parameters: [.nan, .infinity],
            outcome: .diverged(epoch: 0)
        ),
        Lie(
            testDescription: "a divergence at the end",
            epochs: Array(repeating: [1, 1, 1, 1], count: 3) + [[.nan, .nan, .nan, .nan]],
            parameters: [1, 1],
            outcome: .diverged(epoch: 3)
        ),
    ]

    @Test(arguments: truths)
    func `what a training can come to is taken`(truth: Lie) throws {
        var recorder = CoordinatorRecorder(plan: .of(runs: 1))
        var worker = try recorder.worker(1)
        tell(truth, of: .of(1), &recorder, &worker)
        #expect(recorder.machine.progress.violations == 0)
        #expect(recorder.machine.state == .done)
    }

    @Test func `a checkpoint longer than its shape allows is a violation`() throws {
        var recorder = CoordinatorRecorder(plan: .of(runs: 5))
        var worker = try recorder.worker(1)
        recorder.sendDurable(.metrics(.of(1), .block(0..<2, runs: 5)), from: &worker)
        _ = recorder.take()
        let part = BlobPart(
            name: .checkpoint(.of(1), epoch: 1),
            offset: 0,
            totalBytes: 2 << 30,
            bytes: [UInt8](repeating: 0, count: 1 << 19)
        )
        recorder.sendDurable(.part(part), from: &worker)
        #expect(recorder.records() == [])
        #expect(recorder.machine.progress.violations == 1)
    }

    @Test func `checkpoints that are never finished do not fill the store`() throws {
        let plan = SweepPlan(
            SweepSpec(
                name: "test",
                dataset: .spiral(SpiralSource()),
                epochs: 1_000,
                shuffle: false,
                axes: SweepAxes([.layers: [[1, 1]]]),
                seeds: .paired(SeedList(0..<1))
            )
        )
        var recorder = CoordinatorRecorder(plan: plan)
        var worker = try recorder.worker(1)
        recorder.sendDurable(.metrics(.of(1), .block(0..<999, runs: 1)), from: &worker)
        _ = recorder.take()
        for epoch in 1...900 {
            let part = BlobPart(
                name: .checkpoint(.of(1), epoch: epoch),
                offset: 0,
                totalBytes: 5_000,
                bytes: [UInt8](repeating: 0, count: 4_999)
            )
            recorder.sendDurable(.part(part), from: &worker)
        }
        let stored = recorder.records().count { if case .part = $0 { true } else { false } }
        #expect(stored <= 4)
        #expect(recorder.machine.progress.violations > 0)
    }

    @Test func `contradictions are recorded, and beyond a number of them only counted`() throws {
        var recorder = CoordinatorRecorder(plan: .of(runs: 1))
        var worker = try recorder.worker(1)
        recorder.sendDurable(.metrics(.of(1), .block(0..<4, runs: 1)), from: &worker)
        _ = recorder.take()
        let other = EpochBlock.block(0..<1, runs: 1, value: 0.25)
        for _ in 0..<5_000 {
            recorder.sendDurable(.metrics(.of(1), other), from: &worker)
        }
        let compared = recorder.records().count
        #expect(compared <= Limits.comparisonsPerAttempt)
        #expect(recorder.machine.progress.uncompared == 5_000 - compared)
        #expect(recorder.machine.progress.violations == 0, "a repetition is no error by itself")
    }

    /// The second worker cannot know that the first one's checkpoint is of another training.
    @Test func `a checkpoint that contradicts its metrics costs its heir no violation`() throws {
        var recorder = CoordinatorRecorder(plan: .of(runs: 1)) { $0.retries = 1 }
        var liar = try recorder.worker(1)
        let nothing = EpochBlock.block(0..<2, runs: 1, value: .nan)
        recorder.sendDurable(.metrics(.of(1), nothing), from: &liar)
        recorder.sendDurable(.part(.checkpoint(of: .of(1), after: 2)), from: &liar)
        recorder.wait(.seconds(6))
        var heir = try recorder.worker(2)
        _ = recorder.take()
        recorder.sendDurable(.metrics(.of(1, 2), .block(2..<4, runs: 1)), from: &heir)
        recorder.sendDurable(.part(.parameters(of: .of(1, 2), runs: 1)), from: &heir)
        recorder.sendDurable(.result(.of(1, 2), [.finished]), from: &heir)
        #expect(recorder.machine.progress.violations == 0)
        #expect(recorder.machine.progress.runs.ended == 0)
        recorder.wait(.seconds(2), keepingAlive: [heir])
        _ = recorder.take()
        recorder.feed(.flush)
        #expect(recorder.records() == [.attempt(.of(1, 3), worker: "worker 2", base: nil)])
        recorder.finish(.of(1, 3), on: &heir, runs: 1)
        #expect(recorder.machine.progress.runs.finished == 1)
    }
}
