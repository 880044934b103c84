package import SweepModel
internal import SweepStatistics
package import TrainingModel

/// One column of a table of settings for people: page and terminal choose among these.
package struct SettingColumn {
    /// The heading.
    package let title: String

    /// Whether the cells are words rather than numbers.
    package let isText: Bool

    /// The cell of a setting.
    package let text: (SettingResults) -> String

    /// The number by which the table is sorted; NaN for words.
    package let value: (SettingResults) -> Double

    private init(
        _ title: String,
        isText: Bool = false,
        value: @escaping (SettingResults) -> Double = { _ in .nan },
        text: @escaping (SettingResults) -> String
    ) {
        self.title = title
        self.isText = isText
        self.text = text
        self.value = value
    }
}

// MARK: The columns

extension SettingColumn {
    /// The hyper-parameters that vary in `plan`, or the momentum if none does.
    ///
    /// - Parameters:
    ///   - plan: The sweep's plan.
    ///   - isShort: Whether they are named by their symbols.
    /// - Returns: One column for each axis.
    package static func axes(of plan: SweepPlan, isShort: Bool = false) -> [SettingColumn] {
        plan.labelledAxes.map { axis in
            SettingColumn(
                isShort ? axis.symbol : axis.title,
                isText: axis.isText,
                value: { $0.setting.has(axis) ? $0.setting[axis].number ?? .nan : .nan },
                text: { $0.setting.has(axis) ? $0.setting.displayText(of: axis) : "–" }
            )
        }
    }

    /// The loss by which settings are ranked, the geometric mean over common seeds.
    ///
    /// - Parameters:
    ///   - results: The sweep.
    ///   - isShort: Whether the heading leaves out at which epoch.
    /// - Returns: The column.
    package static func objective(
        of results: SweepResults,
        isShort: Bool = false
    ) -> SettingColumn {
        let epoch = results.isOptimistic && !isShort ? " at selected epoch" : ""
        return SettingColumn(results.objective.title + epoch, value: \.score.loss) {
            NumberText.loss($0.score.loss)
        }
    }

    /// The median epoch that was selected, counted from 0.
    package static var selectedEpoch: SettingColumn {
        let measure = Measure.selectedEpoch
        return SettingColumn("selected epoch, median", value: { $0[measure].median }) {
            measure.text($0[measure].median)
        }
    }

    /// The 95 % interval of the loss by which settings are ranked.
    package static var interval: SettingColumn {
        SettingColumn("95 % interval", value: { $0.score.summary?.interval?.lowerBound ?? .nan }) {
            guard let interval = $0.score.summary?.interval else { return "–" }
            return NumberText.interval(interval.lowerBound, interval.upperBound)
        }
    }

    /// The median loss over the runs.
    package static var median: SettingColumn {
        SettingColumn("median", value: { $0.score.summary?.median ?? .nan }) {
            NumberText.loss($0.score.summary?.median ?? .nan)
        }
    }

    /// The mean accuracy on the samples by which settings are ranked.
    ///
    /// - Parameters:
    ///   - results: The sweep.
    ///   - isShort: Whether the heading leaves out which samples these are.
    /// - Returns: The column.
    package static func accuracy(
        of results: SweepResults,
        isShort: Bool = false
    ) -> SettingColumn {
        SettingColumn(
            isShort ? "accuracy" : results.objective.accuracyTitle,
            value: { $0.score.accuracy?.mean ?? .nan },
            text: { NumberText.percent($0.score.accuracy?.mean ?? .nan) }
        )
    }

    /// Whether the setting cannot be told from the leader.
    package static func membership(in results: SweepResults) -> SettingColumn {
        let set = Set(results.answer?.set ?? [])
        let leader = results.answer?.leader
        return SettingColumn("could be best", isText: true) {
            $0.index == leader ? "best" : set.contains($0.index) ? "yes" : ""
        }
    }

    /// The median epoch at which runs reached the target, and how many did.
    package static var epochsToTarget: SettingColumn {
        SettingColumn("epochs to target", value: \.score.reached.medianValue) {
            let reached = $0.score.reached
            guard reached.count > 0 else { return "–" }
            return reached.reachedCount == reached.count
                ? reached.medianText
                : "\(reached.medianText) (\(reached.reachedCount) of \(reached.count))"
        }
    }

    /// η·(1 − τ)/(1 − μ), the learning rate of plain SGD with steps as long; `none` with other
    /// optimizers.
    ///
    /// With a schedule it is that of the values which the schedule changes.
    package static var effectiveRate: SettingColumn {
        SettingColumn("effective rate", value: { $0.setting.effectiveLearningRate ?? .nan }) {
            guard let rate = $0.setting.effectiveLearningRate else { return "none" }
            let text = NumberText.plain(rate.rounded(significantDigits: 3))
            return $0.setting.schedule == .constant ? text : "\(text), scheduled"
        }
    }

    /// The mean of `measure` over the finished runs.
    package static func mean(_ measure: Measure, title: String? = nil) -> SettingColumn {
        SettingColumn(title ?? measure.title, value: { $0[measure].mean }) {
            measure.text($0[measure].mean)
        }
    }

    /// How many runs ended otherwise than finished, in words: `2 overfitted, 1 diverged`.
    package static var otherEndings: SettingColumn {
        SettingColumn("other endings", isText: true) { setting in
            setting.statuses.occurring.filter { $0.status != .finished }
                .map { "\($0.count) \($0.status.rawValue)" }.joined(separator: ", ")
        }
    }
}

extension Measure {
    /// `value` as people read this measure; a dash if there is none.
    package func text(_ value: Double) -> String {
        switch self {
        case .accuracy, Objective(of: Metric.heldOut).accuracyMeasure: NumberText.percent(value)
        case .epochsToTarget, .selectedEpoch: value.rounded(toDigits: 1)
        case .lossArea, .oscillation: NumberText.short(value)
        default: NumberText.loss(value)
        }
    }
}
