package import SweepModel
package import SweepStatistics
package import TrainingModel

/// How settings differ from a baseline along one axis.
package struct AxisComparison {
    /// The axis.
    package let axis: Axis

    /// Its values, in the order of ``SweepPlan/values(of:)``.
    package let values: [AxisValue]

    /// The place in ``values`` of the value that the others are compared with.
    package let baseline: Int

    /// The settings that differ along the axis alone.
    package let families: [AxisFamily]

    /// The differences; `nil` where there is nothing to compare or no pairs.
    ///
    /// Rows of families name their family by its place in ``families``, and their value by its
    /// place in ``values``.
    package internal(set) var differences: AxisDifferences?

    /// Prepares a comparison.
    ///
    /// - Parameters:
    ///   - plan: The sweep's plan.
    ///   - axis: The axis; `nil` for the usual one.
    ///   - baseline: The value that the others are compared with; `nil` for the first one.
    package init(_ plan: SweepPlan, axis: Axis?, baseline: AxisValue?) {
        let axis = axis ?? plan.comparedAxis
        self.axis = axis
        values = plan.values(of: axis)
        self.baseline = baseline.flatMap(values.firstIndex) ?? 0
        families = AxisFamily.families(of: plan, along: axis)
    }

    /// The baseline's value.
    package var baselineValue: AxisValue { values[baseline] }

    /// All rows, those of families first.
    package var rows: [ScoreDifference] {
        differences.map { $0.rows + $0.pooled } ?? []
    }

    /// The row of `setting`, if it was compared with a baseline.
    package func row(of setting: Int) -> ScoreDifference? {
        differences?.rows.first { $0.setting == setting }
    }

    /// The value of a row in words, for example `momentum 0.9`.
    package func label(of row: ScoreDifference) -> String { label(of: values[row.value]) }

    /// A value of the axis in words, for example `momentum 0.9`.
    package func label(of value: AxisValue) -> String {
        "\(axis.title) \(axis.displayText(of: value))"
    }
}

extension SweepPlan {
    /// The axis along which settings are compared where none is asked for: the momentum if it
    /// varies, else the first that does, or the momentum if nothing varies.
    package var comparedAxis: Axis {
        let varying = spec.axes.varying
        return varying.contains(.momentum) ? .momentum : varying.first ?? .momentum
    }

    /// The values of `axis`, each once: ascending where they are numbers, else as in the spec.
    package func values(of axis: Axis) -> [AxisValue] {
        var seen: Set<AxisValue> = []
        let values = spec.axes[axis].filter { seen.insert($0).inserted }
        return values.enumerated().sorted { left, right in
            guard let first = left.element.number, let second = right.element.number
            else { return left.offset < right.offset }
            return (first, left.offset) < (second, right.offset)
        }.map(\.element)
    }
}

extension Axis {
    /// `value` without a trailing `.0`.
    package func displayText(of value: AxisValue) -> String {
        switch value {
        case .number(let number): NumberText.plain(number)
        case .boolean, .layers, .word: text(of: value)
        }
    }
}
