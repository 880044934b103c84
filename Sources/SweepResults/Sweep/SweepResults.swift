package import NeuralNet
package import SweepModel
package import SweepStatistics
package import TrainingModel

/// All that a report keeps of a sweep.
package struct SweepResults {
    /// The plan.
    package let plan: SweepPlan

    /// The samples, their parts and what a guess comes to.
    package let samples: ReportSamples

    /// What settings are ranked by.
    package let objective: Objective

    /// The accuracy, in 0...1, whose first epoch counts as reaching the target.
    package internal(set) var targetAccuracy = 1.0

    /// One entry for each setting, in the plan's order.
    package internal(set) var settings: [SettingResults] = []

    /// The scores of all runs, by setting, fold and seed.
    package internal(set) var table: ScoreTable

    /// Which setting to take, and how sure that is; `nil` if no run has a score.
    package internal(set) var answer: SweepAnswer?

    /// How settings differ from a baseline along one axis.
    package internal(set) var comparison: AxisComparison

    /// The best rate for each momentum; `nil` unless momentum and learning rate vary.
    package internal(set) var rateResponse: RateResponse?

    /// Which optimizer has the best setting; `nil` unless several have scores.
    package internal(set) var optimizers: OptimizerComparison?

    /// What the variance of the scores comes from; `nil` unless it is known exactly.
    package internal(set) var importance: Importance?

    /// What the seeds are able to see; `nil` where nothing is tested, and with folds.
    package internal(set) var power: SweepPower?

    /// How much settings have in common by having the same seeds, up to 1; `nil` where it is not
    /// known.
    package internal(set) var seedCorrelation: Double?

    /// Why nothing was learned, the likeliest reason first; empty if a setting learned.
    package internal(set) var unlearnedReasons: [LikelyReason] = []

    /// What was seen of the test samples; `nil` if nothing was.
    package internal(set) var test: TestAnswer?

    /// The settings that have figures.
    package internal(set) var shown: ShownSettings

    /// The networks of ``ShownSettings/pictured``, as far as a run of the setting finished.
    package internal(set) var trained: [TrainedSetting] = []

    /// The networks of the leader; `nil` if none of its runs finished.
    package internal(set) var chosen: ChosenModel?

    /// What they say of the samples; `nil` without them, and where that would take too long.
    package internal(set) var model: ModelEvaluation?

    /// What several networks come to together, or why there is no such thing.
    package internal(set) var ensemble = Result<EnsembleAnswer, EnsembleAbsence>.failure(.notAsked)

    /// What several networks come to together; `nil` if there is no such thing.
    package var ensembleAnswer: EnsembleAnswer? {
        if case .success(let answer) = ensemble { answer } else { nil }
    }

    /// The first failures, at most ``failureLimit``.
    package internal(set) var failures: [(run: Run, reason: String)] = []

    /// What did not fit together while the sweep ran.
    package internal(set) var anomalies: [Anomaly] = []

    /// How many failures the page lists.
    package static let failureLimit = 100

    /// Starts without runs.
    ///
    /// - Parameters:
    ///   - plan: The sweep's plan.
    ///   - samples: The samples, their parts and what a guess costs.
    ///   - axis: The axis along which settings are compared; `nil` for the usual one.
    ///   - baseline: The axis's value that the others are compared with; `nil` is the first one.
    package init(
        plan: SweepPlan,
        samples: ReportSamples,
        axis: Axis?,
        baseline: AxisValue?
    ) {
        self.plan = plan
        self.samples = samples
        objective = plan.objective
        comparison = AxisComparison(plan, axis: axis, baseline: baseline)
        table = ScoreTable(
            settingCount: plan.settings.count,
            seedCount: plan.seeds.count,
            foldCount: plan.foldCount > 1 ? plan.foldCount : nil,
            scale: samples.meanScale
        )
        shown = ShownSettings(plan: plan, comparison: comparison, ranking: [], set: [])
    }

    /// The samples that are trained on; with folds, those of the first one.
    package var dataset: Dataset { samples.dataset }

    /// What a guess comes to, for each fold.
    package var guesses: [Guess] { samples.guesses }

    /// How many runs ended how.
    package var counts: RunCounts { settings.reduce(RunCounts()) { $0 + $1.counts } }

    /// How many runs have which status.
    package var statuses: StatusCounts { settings.reduce(StatusCounts()) { $0 + $1.statuses } }

    /// Whether some runs have not ended yet.
    package var isPartial: Bool { counts.open > 0 }

    /// The leader: the setting with the lowest mean score, if any run has one.
    package var best: SettingResults? { answer.map { settings[$0.leader] } }

    /// Whether each run's epoch was chosen by its validation loss: then every number of the
    /// validation samples is too good for new data, if for all settings alike.
    package var isOptimistic: Bool { plan.spec.choice.isByValidation }

    /// K: how many settings are compared.
    package var comparedCount: Int { answer?.candidates.count ?? 0 }

    /// n: the units over which settings are compared, common seeds or folds.
    package var unitCount: Int {
        guard let answer else { return 0 }
        return table.foldCount > 1 ? table.foldCount : answer.count
    }

    /// The units with their noun: `10 seeds` or `5 folds`.
    package var unitsText: String {
        NumberText.counted(unitCount, table.foldCount > 1 ? "fold" : "seed")
    }

    /// Whether any setting learned.
    package var hasLearned: Bool { settings.contains(where: \.score.hasLearned) }

    /// The settings that cannot be told from the leader, the best first; empty where that is not
    /// known.
    package var setByRank: [Int] {
        guard let answer, let set = answer.set.map(Set.init) else { return [] }
        return answer.ranking.filter(set.contains)
    }

    /// What a guess by the training part's class shares costs on the samples by which settings are
    /// ranked, with folds the geometric mean over them.
    package var guessLoss: Double {
        guard guesses.count > 1 else { return guesses.first?.judgedLoss ?? .nan }
        let sum = guesses.reduce(0) { $0 + ElementaryFunctions.logarithm($1.judgedLoss) }
        return ElementaryFunctions.exponential(sum / Double(guesses.count))
    }

    /// 10·G, with folds the geometric mean over them: losses above it are not told apart.
    package var ceilingLoss: Double { table.scale?.ceiling ?? .nan }

    /// f, with folds the geometric mean over them: losses below it are not told apart.
    package var floorLoss: Double { table.scale?.floor ?? .nan }

    /// The largest class's share of the samples by which settings are ranked.
    package var largestClassShare: Double {
        let count = guesses.reduce(0) { $0 + $1.sampleCount }
        let largest = guesses.reduce(0) { $0 + $1.largestClassCount }
        return Double(largest) / Double(max(count, 1))
    }

    /// The leader's run with the lowest loss, if one finished and figures are drawn.
    package var bestRun: Run? { answer.flatMap { trained($0.leader) }?.best.run }

    /// The at most `count` settings with the lowest mean scores, the best first; settings that
    /// were not compared come last, in the plan's order.
    package func leading(_ count: Int) -> [SettingResults] {
        let ranking = answer?.ranking ?? []
        guard ranking.count < min(count, settings.count) else {
            return ranking.prefix(count).map { settings[$0] }
        }
        let ranked = Set(ranking)
        let rest = settings.indices.filter { !ranked.contains($0) }
        return (ranking + rest).prefix(count).map { settings[$0] }
    }

    /// The networks of `setting`, if it is pictured and a run of it finished.
    package func trained(_ setting: Int) -> TrainedSetting? {
        trained.first { $0.index == setting }
    }

    /// The setting in words: what varies in this sweep, or the momentum if nothing does.
    package func label(of setting: Setting) -> String {
        setting.label(of: plan.labelledAxes)
    }

    /// The setting in symbols, for figures.
    package func shortLabel(of setting: Setting) -> String {
        setting.shortLabel(of: plan.labelledAxes)
    }

    /// At most `limit` of `elements`, evenly spaced, the first and the last among them.
    package static func evenly<Element>(_ elements: [Element], limit: Int) -> [Element] {
        guard elements.count > limit else { return elements }
        return (0..<limit).map { elements[$0 * (elements.count - 1) / (limit - 1)] }
    }
}
