package import SweepModel
internal import SweepStatistics
package import TrainingModel

/// What a person asks of the results.
package struct ResultQuestion: Sendable {
    /// The axis along which settings are compared; `nil` for the usual one.
    package var axis: Axis?

    /// The axis's value that the others are compared with; `nil` is the first one.
    package var baseline: AxisValue?

    /// The accuracy to reach, in 0...1; `nil` is half way from a guess to the leader.
    package var targetAccuracy: Double?

    /// Whether there will be figures, which need curves and networks.
    package var isDrawn: Bool

    /// The most choices of an ensemble; 0 for none.
    package var ensembleLimit: Int

    /// Asks.
    package init(
        axis: Axis? = nil,
        baseline: AxisValue? = nil,
        targetAccuracy: Double? = nil,
        isDrawn: Bool = true,
        ensembleLimit: Int = Limits.ensembleChoices
    ) {
        self.ensembleLimit = ensembleLimit
        self.axis = axis
        self.baseline = baseline
        self.targetAccuracy = targetAccuracy
        self.isDrawn = isDrawn
    }
}

/// Walks through the runs twice: first for their scores, from which follow the target and what is
/// drawn, then to feed the data files and keep what the page needs.
package struct ResultCollector {
    private var results: SweepResults
    private let judge: RunJudge
    private let question: ResultQuestion
    private var quantiles = StudentQuantiles()
    private var current: SettingResults?
    private var currentTrained: TrainedSetting?
    private var epochs: EpochStatistics
    private var drawn: Set<Int> = []
    private var pictured: Set<Int> = []
    private var chosen: ChosenModelSearch
    private var ensemble: EnsembleSearch

    /// What was seen of the test samples.
    private let testRecord: TestRecord

    /// The setting that leads by the first walk.
    package private(set) var leader: Int?

    /// The settings of which the test samples are to be looked at by the first walk; `nil` before
    /// every run has ended, and without test samples.
    package private(set) var testChoice: (leader: Int, baseline: Int)?

    /// Prepares.
    ///
    /// - Parameters:
    ///   - plan: The sweep's plan.
    ///   - samples: The samples, their parts and what a guess costs.
    ///   - question: What is asked.
    ///   - testRecord: What was seen of the test samples.
    package init(
        plan: SweepPlan,
        samples: ReportSamples,
        question: ResultQuestion,
        testRecord: TestRecord = TestRecord()
    ) {
        self.question = question
        self.testRecord = testRecord
        judge = RunJudge(plan, guesses: samples.guesses)
        results = SweepResults(
            plan: plan,
            samples: samples,
            axis: question.axis,
            baseline: question.baseline
        )
        epochs = EpochStatistics(plan.spec.recordedMetrics, epochCount: plan.spec.epochs)
        chosen = ChosenModelSearch(plan, settingIndex: nil)
        ensemble = EnsembleSearch(plan, samples: samples, limit: question.ensembleLimit)
    }

    /// Walks through the runs for their scores, unless they are known and final.
    ///
    /// - Parameters:
    ///   - source: The runs.
    ///   - known: What an earlier walk found, if there was one.
    /// - Returns: The accuracy to reach.
    /// - Throws: An error of the source.
    package mutating func look(
        at source: any RunResultSource,
        known: RunScores? = nil
    ) throws -> Double {
        if let target = question.targetAccuracy { results.targetAccuracy = target }
        guard question.isDrawn || question.targetAccuracy == nil else {
            return results.targetAccuracy
        }
        let scores =
            if let known, known.isFinal { known } else { try RunScores(of: source, judge: judge) }
        // What is reported comes from the second walk alone: a run may end between the two.
        var first = results
        first.settings = scores.settings
        for index in first.settings.indices { first.settings[index].complete(&quantiles) }
        first.chooseLeader(&quantiles)
        leader = first.answer?.leader
        // The target follows from the leader alone.
        first.scoreSettings([leader].compactMap(\.self), &quantiles)
        chosen = ChosenModelSearch(results.plan, settingIndex: leader)
        testChoice = first.testChoice
        results.shown = ShownSettings(
            plan: results.plan,
            comparison: results.comparison,
            ranking: first.answer?.ranking ?? [],
            set: first.setByRank
        )
        if question.isDrawn {
            drawn = Set(results.shown.all)
            pictured = Set(results.shown.pictured)
        }
        results.targetAccuracy = question.targetAccuracy ?? first.usualTarget
        return results.targetAccuracy
    }

    /// Walks through the runs to feed the files and keep what the page needs.
    ///
    /// - Parameters:
    ///   - source: The runs.
    ///   - files: The files to feed, if any.
    /// - Returns: The sweep in numbers.
    /// - Throws: ``ReportError`` if a file cannot be written, or an error of the source.
    package mutating func collect(
        _ source: any RunResultSource,
        into files: ReportFiles?
    ) throws -> SweepResults {
        try source.forEachRun { try add($0, into: files) }
        if let current { try completeSetting(current, into: files) }
        precondition(
            results.settings.count == results.plan.settings.count,
            "\(results.settings.count) of \(results.plan.settings.count) settings came"
        )
        results.anomalies = try source.anomalies()
        results.answerQuestions()
        results.chosen = try chosen.model(
            of: results.answer?.leader,
            plan: results.plan,
            in: source
        )
        results.model = results.chosen.flatMap { ModelEvaluation($0, on: results.samples) }
        results.ensemble = ensemble.finish(isPartial: results.isPartial).map { answer in
            answer.tested(by: testRecord)
        }
        results.test = results.testAnswer(from: testRecord)
        try files?.closeTables()
        return results
    }

    /// Walks through the runs for the members of the ensemble.
    ///
    /// - Parameter source: The runs, all of which have ended.
    /// - Returns: The members, the best single run first; empty if there is no ensemble.
    /// - Throws: An error of the source.
    package func ensembleMembers(in source: any RunResultSource) throws -> [EnsembleMember] {
        guard ensemble.isPossible else { return [] }
        var search = ensemble
        try source.forEachRun { result in
            let measures = RunMeasures(result, choice: judge.choice)
            search.add(result, measures, judge.score(of: result, measures).state)
        }
        switch search.finish(isPartial: false) {
        case .success(let answer): return answer.storedMembers
        case .failure: return []
        }
    }

    private mutating func add(_ result: RunResult, into files: ReportFiles?) throws {
        if let current, current.index != result.run.settingIndex {
            try completeSetting(current, into: files)
        }
        if current == nil {
            let spec = results.plan.spec
            epochs = EpochStatistics(spec.recordedMetrics, epochCount: spec.epochs)
            let setting = SettingResults(
                index: result.run.settingIndex,
                setting: result.run.setting,
                measures: results.plan.comparedMeasures
            )
            try files?.write(.beginning(setting))
            current = setting
        }
        let record = RunRecord(
            result,
            judge: judge,
            targetAccuracy: results.targetAccuracy,
            isDigested: files != nil
        )
        current?.add(record.measures, outcome: result.outcome, scored: record.scored)
        chosen.add(result, record.measures)
        ensemble.add(result, record.measures, record.scored.state)
        epochs.add(result)
        if record.measures[.loss].isFinite {
            let measures = record.measures
            if currentTrained == nil {
                currentTrained = TrainedSetting(result, measures)
            } else {
                currentTrained?.add(result, measures, objective: results.objective)
            }
        }
        if case .failed(let reason) = result.outcome,
            results.failures.count < SweepResults.failureLimit
        {
            results.failures.append((result.run, reason))
        }
        try files?.write(.run(record))
    }

    private mutating func completeSetting(
        _ setting: SettingResults,
        into files: ReportFiles?
    ) throws {
        var complete = setting
        complete.complete(&quantiles)
        let bands = epochs.bands(quantiles: &quantiles)
        if drawn.contains(setting.index) { complete.bands = bands }
        try files?.write(.end(complete, bands: bands, best: currentTrained?.best))
        if pictured.contains(setting.index), let currentTrained {
            results.trained.append(currentTrained)
        }
        results.settings.append(complete)
        current = nil
        currentTrained = nil
    }
}
