package import SweepModel
package import SweepStatistics
package import TrainingModel

/// How settings differ from a baseline along one axis.
package struct AxisComparison {
    /// The axis.
    package let axis: Axis

    /// The axis along which curves are drawn: ``axis``, but with several optimizers the optimizer,
    /// unless an axis was asked for.
    package let drawnAxis: Axis

    /// The values of ``axis``, in the order of ``SweepPlan/values(of:)``.
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
    ///   - baseline: The value that the others are compared with; `nil` for the first one, with
    ///     several optimizers the first of those that most families have.
    package init(_ plan: SweepPlan, axis: Axis?, baseline: AxisValue?) {
        drawnAxis = axis ?? (plan.hasOptimizers ? .optimizer : plan.comparedAxis)
        let axis = axis ?? plan.comparedAxis
        self.axis = axis
        values = plan.values(of: axis)
        families = AxisFamily.families(of: plan, along: axis)
        self.baseline = baseline.flatMap(values.firstIndex) ?? Self.usualBaseline(in: families)
    }

    /// The place of the value that most families have in which there is something to compare.
    private static func usualBaseline(in families: [AxisFamily]) -> Int {
        let compared = families.filter { $0.members.count > 1 }
        let places = compared.first?.places.indices ?? 0..<1
        let counts = places.map { place in compared.count { $0.places[place] != nil } }
        return counts.indices.max { (counts[$0], -$0) < (counts[$1], -$1) } ?? 0
    }

    /// The families that have the baseline and something to compare with it: all of them, unless
    /// optimizers have values of their own.
    package var comparedFamilies: [AxisFamily] {
        families.filter { $0.places[baseline] != nil && $0.members.count > 1 }
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
        SettingText.phrase(value, of: axis)
    }
}
