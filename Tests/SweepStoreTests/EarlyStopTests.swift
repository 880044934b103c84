import SweepModel
import SweepStore
import Testing
import TrainingModel

/// Runs that have stopped by their validation losses: what is stored of them, and what is read.
struct EarlyStopTests {
    private static let metrics = Metric.standard + Metric.heldOut
    private static let parameterCount = 21

    private static func plan(_ choice: EpochChoice) -> SweepPlan {
        SweepPlan(
            SweepSpec(
                name: "test",
                dataset: .spiral(SpiralSource()),
                split: .shares(HeldOutShares(validation: 0.2), SplitDraw()),
                epochs: 8,
                shuffle: false,
                choice: choice,
                axes: SweepAxes([.layers: [[2, 3, 3]]]),
                seeds: .paired([1, 2, 3])
            )
        )
    }

    private static let plan = plan(.stop(EarlyStopping(patience: 2)))

    /// The validation losses of three runs: the second one stops last, the third one diverges.
    private static let losses: [[Float]] = [
        [3, 1, 2, 1, .nan, .nan], [6, 5, 4, 3, 3, 3], [3, .nan, .nan, .nan, .nan, .nan],
    ]

    private static let outcomes: [RunOutcome] = [.finished, .finished, .diverged(epoch: 1)]

    private static func block(_ epochs: Range<Int>, of losses: [[Float]] = losses) -> EpochBlock {
        EpochBlock(
            metrics: metrics,
            firstEpoch: epochs.lowerBound,
            epochCount: epochs.count,
            runCount: losses.count,
            values: losses.flatMap { losses in
                metrics.flatMap { metric in
                    losses[epochs].map { $0.isNaN || metric == .validationLoss ? $0 : 0.5 }
                }
            }
        )
    }

    /// One pack of three runs, trained by two attempts.
    private static func records(
        end: Int = 6,
        outcomes: [RunOutcome] = outcomes,
        losses: [[Float]] = losses
    ) -> [StoreRecord] {
        let bytes = 3 * parameterCount * 4
        let base = CheckpointReference(attempt: .test(1), epoch: 2, totalBytes: 40)
        return StoreRecord.leasedPack(1, count: 3) + [
            .epochs(.test(1), block(0..<3, of: losses)),
            .part(.checkpoint(.test(1), epoch: 2), 0..<40, of: 40),
            .attemptEnded(.test(1), .lost),
            .attempt(.test(1, 2), worker: "host/2", base: base),
            .epochs(.test(1, 2), block(2..<end, of: losses)),
            .part(.parameters(.test(1, 2)), 0..<bytes, of: bytes),
            .result(.test(1, 2), outcomes), .state(.done),
        ]
    }

    private func archive(_ records: [StoreRecord], of plan: SweepPlan = plan) throws -> [RunResult]
    {
        let directory = try RunDirectory()
        let store = try directory.create(.test(runCount: plan.runCount))
        #expect(try store.commit(records) == .committed(anomalies: []))
        try store.check(against: plan)
        try store.close()
        let archive = try SweepArchive(opening: directory.path)
        _ = try archive.progress(of: plan)
        var results: [RunResult] = []
        try archive.runs(of: plan).forEachRun { results.append($0) }
        return results
    }

    @Test func `a curve holds the epochs that its run was trained, whatever its neighbours did`()
        throws
    {
        let results = try archive(Self.records())
        #expect(results.map(\.outcome) == Self.outcomes)
        #expect(results[0].curve.epochCount == 4)
        #expect(results[0].curve[.validationLoss] == [3, 1, 2, 1])
        #expect(results[0].curve[.loss] == [0.5, 0.5, 0.5, 0.5])
        #expect(results[1].curve[.validationLoss] == [6, 5, 4, 3, 3, 3])
        #expect(results[2].curve.epochCount == 6, "as ever, a diverged run has NaN to the end")
        let choice = Self.plan.spec.choice
        #expect(results.map { $0.selectedEpoch(choice) } == [1, 3, nil])
        #expect(results.map { $0.selectedEpoch(.final) } == [3, 5, nil])
    }

    /// The first run is trained with a neighbour that goes on to the last epoch.
    @Test func `a longer pack gives the same curve`() throws {
        let longer = Self.losses[0] + [.nan, .nan]
        let losses: [[Float]] = [longer, [8, 7, 6, 5, 4, 3, 2, 1], longer.map { _ in .nan }]
        let records = Self.records(
            end: 8,
            outcomes: [.finished, .finished, .diverged(epoch: 0)],
            losses: losses
        )
        let results = try archive(records)
        #expect(try results[0].curve == archive(Self.records())[0].curve)
        #expect(results[1].curve.epochCount == 8)
    }

    static let contradictions: [(name: String, end: Int, losses: [[Float]])] = [
        ("a pack that is over before its second run stops", 5, losses),
        ("a run without numbers before its stop", 6, [[3, 1, 2, .nan, .nan, .nan]] + losses[1...]),
        ("a pack that is over before the rule's patience", 3, losses),
    ]

    @Test(arguments: contradictions)
    func `what contradicts the rule is damage`(
        name: String,
        end: Int,
        losses: [[Float]]
    ) throws {
        let error = #expect(throws: StoreError.self) {
            try self.archive(Self.records(end: end, losses: losses))
        }
        #expect(error?.code == .damaged)
    }

    @Test func `without a rule a pack has all epochs`() throws {
        let error = #expect(throws: StoreError.self) {
            try self.archive(Self.records(), of: Self.plan(.best))
        }
        #expect(error?.code == .damaged)
        let falling: [[Float]] = Array(repeating: [8, 7, 6, 5, 4, 3, 9, 9], count: 3)
        let whole = Self.records(
            end: 8,
            outcomes: [.finished, .finished, .finished],
            losses: falling
        )
        let results = try archive(whole, of: Self.plan(.best))
        #expect(results.map(\.curve.epochCount) == [8, 8, 8])
        #expect(results.map { $0.selectedEpoch(.best) } == [5, 5, 5])
    }

    @Test func `a restart has the losses of open packs, those of earlier attempts too`() throws {
        let directory = try RunDirectory()
        let store = try directory.create(.test(runCount: 3))
        _ = try store.commit(Self.records().dropLast(2))
        let choice = Self.plan.spec.choice
        let attempts = try store.recover(for: choice).packs[0].attempts
        try #require(attempts.count == 2)
        #expect(attempts[0].losses == [[3, 1, 2], [6, 5, 4], [3]])
        #expect(attempts[1].losses == [[3, 1, 2, 1], [6, 5, 4, 3, 3, 3], [3]])
        #expect(try store.recover().packs[0].attempts.allSatisfy(\.losses.isEmpty))
        try store.close()
    }
}
