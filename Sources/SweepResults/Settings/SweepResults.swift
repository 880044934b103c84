package import NeuralNet
package import SweepModel
internal import SweepStatistics
package import TrainingModel

/// All that a report keeps of a sweep.
package struct SweepResults {
    /// The plan.
    package let plan: SweepPlan

    /// The samples.
    package let dataset: Dataset

    /// Which of the samples are trained on and which are held out.
    package let parts: SampleParts

    /// What settings are ranked by.
    package let objective: Objective

    /// What a guess comes to, for each fold.
    package let guesses: [Guess]

    /// The accuracy, in 0...1, whose first epoch counts as reaching the target.
    package internal(set) var targetAccuracy = 1.0

    /// One entry for each setting, in the plan's order.
    package internal(set) var settings: [SettingResults] = []

    /// Which setting to take, and how sure that is.
    package internal(set) var answer: SweepAnswer

    /// How settings differ from a baseline along one axis.
    package internal(set) var differences: Differences

    /// The best rate for each momentum; `nil` unless momentum and learning rate vary.
    package internal(set) var bestResponse: BestResponse?

    /// What the variance of the scores comes from; `nil` unless it is known exactly.
    package internal(set) var importance: Importance?

    /// What the seeds are able to see; `nil` where nothing is tested, and with folds.
    package internal(set) var power: SweepPower?

    /// The settings that have figures.
    package internal(set) var shown: ShownSettings

    /// The networks of ``ShownSettings/pictured``, as far as a run of the setting finished.
    package internal(set) var trained: [TrainedSetting] = []

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
        let axis = axis ?? plan.comparedAxis
        let families = AxisFamily.families(of: plan, along: axis)
        self.plan = plan
        dataset = samples.dataset
        parts = samples.parts
        objective = plan.objective
        guesses = samples.guesses
        answer = SweepAnswer(of: [], in: plan, guesses: samples.guesses)
        differences = Differences(
            axis: axis,
            baseline: baseline ?? plan.firstValue(of: axis),
            families: families
        )
        shown = ShownSettings(plan: plan, axis: axis, families: families, ranking: [], set: [])
    }

    /// How many runs ended how.
    package var counts: RunCounts { settings.reduce(RunCounts()) { $0 + $1.counts } }

    /// How many runs have which status.
    package var statuses: StatusCounts { settings.reduce(StatusCounts()) { $0 + $1.statuses } }

    /// Whether some runs have not ended yet.
    package var isPartial: Bool { counts.open > 0 }

    /// The leader, if any run has a score.
    package var best: SettingResults? { answer.leader.map { settings[$0] } }

    /// The place of the leader's run with the lowest loss, if one finished.
    package var bestRun: Run? { trained.first { $0.index == answer.leader }?.best.run }

    /// The at most `count` settings with the lowest mean scores, the best first; settings that
    /// were not compared come last, in the plan's order.
    package func leading(_ count: Int) -> [SettingResults] {
        let ranking = answer.ranking
        guard ranking.count < min(count, settings.count) else {
            return ranking.prefix(count).map { settings[$0] }
        }
        let ranked = Set(ranking)
        let rest = settings.indices.filter { !ranked.contains($0) }
        return (ranking + rest).prefix(count).map { settings[$0] }
    }

    /// The networks of `setting`, if it is pictured and a run of it finished.
    package func trained(_ setting: Int) -> TrainedSetting? { trained.first { $0.index == setting } }

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

/// The samples of a sweep as a report needs them.
package struct ReportSamples {
    /// The samples.
    package let dataset: Dataset

    /// Which of them are trained on and which are held out.
    package let parts: SampleParts

    /// What a guess comes to, for each fold.
    package let guesses: [Guess]

    /// Collects samples.
    ///
    /// - Parameters:
    ///   - dataset: The samples.
    ///   - parts: Their parts; `nil` where all are trained on.
    ///   - guesses: What is stored with the plan; `nil` to work it out.
    ///   - plan: The sweep's plan.
    package init(
        _ dataset: Dataset,
        parts: SampleParts? = nil,
        guesses: [Guess]? = nil,
        plan: SweepPlan
    ) {
        let parts = parts ?? .whole(count: dataset.count)
        self.dataset = dataset
        self.parts = parts
        self.guesses =
            guesses
            ?? (0..<parts.foldCount).map { fold in
                Guess(
                    labels: dataset.labels,
                    classCount: dataset.classCount,
                    parts: parts,
                    fold: fold,
                    objective: plan.objective
                )
            }
    }
}

extension SweepPlan {
    /// The hyper-parameters by which settings are told apart: those that vary, or the momentum.
    package var labelledAxes: [Axis] {
        spec.axes.varying.isEmpty ? [.momentum] : spec.axes.varying
    }

    /// The runs of one setting.
    package var runsPerSetting: Int { runCount / settings.count }

    /// The values of `axis`, each once, in the order in which reports have them: ascending where
    /// they are numbers.
    package func values(of axis: Axis) -> [AxisValue] {
        var seen: Set<AxisValue> = []
        let values = spec.axes[axis].filter { seen.insert($0).inserted }
        return values.enumerated().sorted { left, right in
            guard case .number(let first) = left.element, case .number(let second) = right.element
            else { return left.offset < right.offset }
            return first < second
        }.map(\.element)
    }

    /// The value of `axis` that the others are compared with where none is asked for.
    package func firstValue(of axis: Axis) -> AxisValue { values(of: axis)[0] }
}
