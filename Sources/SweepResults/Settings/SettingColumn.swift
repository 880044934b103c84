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
    package static func axes(of plan: SweepPlan) -> [SettingColumn] {
        plan.labelledAxes.map { axis in
            SettingColumn(
                axis.title,
                isText: axis.isText,
                value: { Double($0.setting.displayText(of: axis)) ?? .nan },
                text: { $0.setting.displayText(of: axis) }
            )
        }
    }

    /// η·(1 − τ)/(1 − μ), the learning rate of plain SGD with steps as long.
    package static var effectiveRate: SettingColumn {
        SettingColumn("effective rate", value: \.setting.effectiveLearningRate) {
            let rate = $0.setting.effectiveLearningRate
            return NumberText.plain(rate.rounded(significantDigits: 3))
        }
    }

    /// The mean of `measure` over the finished runs.
    package static func mean(_ measure: Measure) -> SettingColumn {
        SettingColumn(measure.title, value: { $0[measure].mean }) {
            measure.text($0[measure].mean)
        }
    }

    /// The half width of the 95 % interval of the mean of `measure`.
    package static func halfWidth(_ measure: Measure) -> SettingColumn {
        SettingColumn("± 95 %", value: { $0[measure].halfWidth }) {
            measure.text($0[measure].halfWidth)
        }
    }

    /// The mean of `measure` with its interval in one cell.
    package static func interval(_ measure: Measure) -> SettingColumn {
        SettingColumn("\(measure.title) ± 95 %", value: { $0[measure].mean }) {
            let sample = $0[measure]
            let width = sample.halfWidth.isFinite ? " ± \(measure.text(sample.halfWidth))" : ""
            return measure.text(sample.mean) + width
        }
    }

    /// The median of `measure` with the quartiles.
    package static func median(_ measure: Measure) -> SettingColumn {
        SettingColumn("median (IQR)", value: { $0[measure].median }) {
            let sample = $0[measure]
            guard sample.count > 0 else { return "–" }
            let range =
                "\(measure.text(sample.lowerQuartile))–\(measure.text(sample.upperQuartile))"
            return "\(measure.text(sample.median)) (\(range))"
        }
    }

    /// How many runs ended how: the finished ones, and what else there is in `results`.
    package static func counts(in results: SweepResults) -> [SettingColumn] {
        let totals = results.counts
        return RunCounts.named
            .filter { totals[keyPath: $0.count] > 0 || $0.name == "finished" }
            .map { name, count in
                SettingColumn(name, value: { Double($0.counts[keyPath: count]) }) {
                    "\($0.counts[keyPath: count])"
                }
            }
    }
}

extension RunCounts {
    /// The counts that reports give, with their names.
    package static var named: [(name: String, count: KeyPath<RunCounts, Int>)] {
        [
            ("finished", \.finished), ("diverged", \.diverged), ("failed", \.failed),
            ("open", \.open),
        ]
    }
}

extension Measure {
    /// `value` as people read this measure; a dash if there is none.
    package func text(_ value: Double) -> String {
        switch self {
        case .accuracy: NumberText.percent(value)
        case .epochsToTarget: value.rounded(toDigits: 1)
        case .lossArea, .oscillation: NumberText.short(value)
        default: NumberText.loss(value)
        }
    }
}

extension Setting {
    /// The values of `axes` in words, for example `momentum 0.9, learning rate 0.1`.
    package func label(of axes: [Axis]) -> String {
        axes.map { "\($0.title) \(displayText(of: $0))" }.joined(separator: ", ")
    }

    /// The values of `axes` in symbols, for example `μ 0.9, η 0.1`.
    package func shortLabel(of axes: [Axis]) -> String {
        axes.map { "\($0.symbol) \(displayText(of: $0))" }.joined(separator: ", ")
    }

    /// The value of `axis` without a trailing `.0`.
    package func displayText(of axis: Axis) -> String {
        switch self[axis] {
        case .number(let number): NumberText.plain(number)
        case .boolean, .layers: axis.text(of: self)
        }
    }
}
