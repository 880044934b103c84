import SweepModel
import SweepResults
import Testing
import TrainingModel

/// Which trained networks a sweep comes to.
struct ChosenModelTests {
    private static let axes = SweepAxes([.momentum: [0, 0.5, 0.9]])

    /// The networks of the leader, as a report without figures finds them.
    private func chosen(
        _ sweep: ReportCase,
        _ results: any RunResultSource,
        target: Double? = nil
    ) throws -> ChosenModel? {
        try collected(sweep, results, target: target, isDrawn: false).chosen
    }

    private func collected(
        _ sweep: ReportCase,
        _ results: any RunResultSource,
        target: Double? = nil,
        isDrawn: Bool
    ) throws -> SweepResults {
        var collector = ResultCollector(
            plan: sweep.plan,
            samples: ReportSamples(sweep.dataset, table: sweep.table, plan: sweep.plan),
            question: ResultQuestion(targetAccuracy: target, isDrawn: isDrawn)
        )
        _ = try collector.look(at: results)
        return try collector.collect(results, into: nil)
    }

    /// Momentum 0.5 leads; its third and fifth seed have the lowest loss.
    private func results(_ plan: SweepPlan) -> SyntheticResults {
        SyntheticResults(
            plan: plan,
            excess: { run in
                guard run.settingIndex == 1 else { return 1 }
                return [0.5, 0.4, -0.2, 0.3, -0.2, 0.1][Int(run.seed)]
            }
        )
    }

    /// Without a target the leader is known before the runs pass by; with one it is not.
    @Test(arguments: [nil, 0.5])
    func `the leader's run with the lowest loss is taken, whatever is drawn`(
        target: Double?
    ) throws {
        let sweep = try ReportCase(Self.axes, seeds: .paired(SeedList(0..<4)))
        let results = results(sweep.plan)
        let model = try #require(try chosen(sweep, results, target: target))
        let run = try #require(model.single).run
        #expect(run.setting.momentum == 0.5 && run.seed == 2)
        #expect(model.runs.map(\.parameters) == [results.result(run).parameters])
    }

    @Test func `of runs with equal losses the one with the lowest seed is taken`() throws {
        let sweep = try ReportCase(Self.axes, seeds: .paired([4, 3, 2, 1]))
        let results = EqualLosses(plan: sweep.plan)
        let model = try #require(try chosen(sweep, results))
        #expect(model.settingIndex == 0 && model.single?.run.seed == 1)
    }

    @Test func `the run that figures show is the one that is taken, also among equal losses`()
        throws
    {
        let sweep = try ReportCase(Self.axes, seeds: .paired([4, 3, 2, 1]))
        let all = try collected(sweep, EqualLosses(plan: sweep.plan), isDrawn: true)
        #expect(all.bestRun?.seed == 1 && all.bestRun == all.chosen?.single?.run)
    }

    @Test func `the validation loss decides where samples are held out`() throws {
        let sweep = try ReportCase(
            Self.axes,
            seeds: .paired(SeedList(0..<4)),
            split: .shares(HeldOutShares(validation: 0.25), SplitDraw())
        )
        let results = MadeUpResults(plan: sweep.plan) { run in
            MadeUpRun(
                loss: 0.1 + Float(run.seed),
                validationLoss: 1 - 0.1 * Float(run.seed) - Float(run.settingIndex) / 4
            )
        }
        // They carry no parameters, so no run can be taken.
        #expect(try chosen(sweep, results) == nil)
        let model = try #require(try chosen(sweep, WithParameters(source: results)))
        #expect(model.settingIndex == 2 && model.single?.run.seed == 3)
    }

    @Test func `a run that did not finish is not taken`() throws {
        let sweep = try ReportCase(Self.axes, seeds: .paired(SeedList(0..<4)))
        var results = results(sweep.plan)
        results.outcome = { $0.seed == 2 ? .failed(reason: "no memory") : .finished }
        let model = try #require(try chosen(sweep, results))
        #expect(model.single?.run.seed == 3)
        results.outcome = { _ in nil }
        #expect(try chosen(sweep, results) == nil)
    }

    @Test func `with folds there is a network of the first seed for each`() throws {
        let sweep = try ReportCase(
            Self.axes,
            seeds: .paired([5, 3]),
            split: .folds(count: 4, SplitDraw())
        )
        var results = SyntheticResults(
            plan: sweep.plan,
            excess: { $0.settingIndex == 1 ? 0 : 1 }
        )
        let model = try #require(try chosen(sweep, results))
        #expect(model.single == nil && model.foldCount == 4 && model.settingIndex == 1)
        #expect(model.runs.map(\.run.fold) == [0, 1, 2, 3])
        #expect(model.runs.allSatisfy { $0.run.seed == 5 })
        results.outcome = { $0.fold == 2 ? .diverged(epoch: 1) : .finished }
        let rest = try #require(try chosen(sweep, results))
        #expect(rest.runs.map(\.run.fold) == [0, 1, 3])
    }

    @Test func `a run that ends between the walks may change the leader`() throws {
        let sweep = try ReportCase(Self.axes, seeds: .paired(SeedList(0..<4)))
        let results = ChangingResults(plan: sweep.plan)
        let model = try #require(try chosen(sweep, results))
        #expect(results.walkCount == 3)
        #expect(model.settingIndex == 2 && model.single?.run.seed == 0)
    }
}

/// Results of which the first seed of momentum 0.9, by far the best, ends after the first walk.
private final class ChangingResults: RunResultSource {
    private let plan: SweepPlan
    private(set) var walkCount = 0

    init(plan: SweepPlan) { self.plan = plan }

    func anomalies() throws -> [Anomaly] { [] }

    func forEachRun(
        _ parts: RunParts,
        of settings: Set<Int>?,
        _ body: (RunResult) throws -> Void
    ) throws {
        walkCount += 1
        let isOver = walkCount > 1
        let results = SyntheticResults(
            plan: plan,
            outcome: { run in
                guard run.seed == 0 else { return nil }
                return isOver || run.settingIndex < 2 ? .finished : nil
            },
            excess: { $0.settingIndex == 2 ? -0.05 : 1 }
        )
        try results.forEachRun(parts, of: settings, body)
    }
}

/// Runs that all come to the same.
private struct EqualLosses: RunResultSource {
    let plan: SweepPlan

    func anomalies() throws -> [Anomaly] { [] }

    func forEachRun(
        _ parts: RunParts,
        of settings: Set<Int>?,
        _ body: (RunResult) throws -> Void
    ) throws {
        try WithParameters(source: MadeUpResults(plan: plan) { _ in MadeUpRun() })
            .forEachRun(parts, of: settings, body)
    }
}

/// Results with parameters, all zero.
private struct WithParameters: RunResultSource {
    let source: MadeUpResults

    func anomalies() throws -> [Anomaly] { [] }

    func forEachRun(
        _ parts: RunParts,
        of settings: Set<Int>?,
        _ body: (RunResult) throws -> Void
    ) throws {
        try source.forEachRun(parts, of: settings) { result in
            let count = NetworkShape(layers: result.run.setting.layers).parameterCount
            try body(
                RunResult(
                    run: result.run,
                    outcome: result.outcome,
                    curve: result.curve,
                    parameters: [Float](repeating: 0, count: count)
                )
            )
        }
    }
}
