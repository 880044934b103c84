package import SweepModel
package import TrainingModel

/// The settings that a report draws, where it cannot draw all of them.
package struct ShownSettings {
    /// The axis along which curves stand beside one another.
    package let axis: Axis

    /// The values of the axis that are drawn: evenly picked, and the leader's.
    package let values: [AxisValue]

    /// The families whose curves are drawn: evenly picked, and the leader's.
    package let families: [AxisFamily]

    /// The settings with figures of their own: the first of the set, and for each of ``values`` the
    /// setting that did best with it; in the plan's order.
    package let pictured: [Int]

    /// How many values of the axis are drawn.
    package static let valueLimit = 10

    /// How many families are drawn.
    package static let familyLimit = 4

    /// How many settings of the set have figures of their own beside the best of each value.
    package static let setLimit = 6

    private let plan: SweepPlan

    /// Chooses.
    ///
    /// - Parameters:
    ///   - plan: The sweep's plan.
    ///   - comparison: The axis along which settings are compared, and its families.
    ///   - ranking: The settings, the best first; empty before there are scores.
    ///   - set: Those that cannot be told from the first.
    package init(
        plan: SweepPlan,
        comparison: AxisComparison,
        ranking: [Int],
        set: [Int]
    ) {
        self.plan = plan
        let axis = comparison.drawnAxis
        let families = axis == comparison.axis ? comparison.families : []
        self.axis = axis
        let leader = ranking.first
        let all = axis == comparison.axis ? comparison.values : plan.values(of: axis)
        let values = Self.evenly(
            all,
            limit: Self.valueLimit,
            with: leader.flatMap { all.firstIndex(of: plan.settings[$0][axis]) }
        )
        self.values = values
        self.families = Self.evenly(
            families,
            limit: Self.familyLimit,
            with: leader.flatMap { leader in
                families.firstIndex { $0.members.contains(leader) }
            }
        )
        let order = ranking.isEmpty ? Array(plan.settings.indices) : ranking
        var pictured = Set(set.prefix(Self.setLimit))
        var missing = Set(values)
        for index in order where !missing.isEmpty {
            if missing.remove(plan.settings[index][axis]) != nil { pictured.insert(index) }
        }
        self.pictured = pictured.sorted()
    }

    /// At most `limit` of `elements`, evenly spaced, and the one at `index`.
    private static func evenly<Element>(
        _ elements: [Element],
        limit: Int,
        with index: Int?
    ) -> [Element] {
        guard elements.count > limit else { return elements }
        var indices = SweepResults.evenly(Array(elements.indices), limit: limit)
        if let index, !indices.contains(index) {
            // Neither the first nor the last one gives way.
            let place = indices.firstIndex { $0 > index } ?? 1
            indices[min(max(place, 1), indices.count - 2)] = index
        }
        return indices.map { elements[$0] }
    }

    /// The drawn members of `family`, in the order of the axis.
    package func members(of family: AxisFamily) -> [Int] {
        family.members.filter { values.contains(plan.settings[$0][axis]) }
    }

    /// All settings that are drawn anywhere, in the plan's order.
    package var all: [Int] {
        Set(pictured + families.flatMap { members(of: $0) }).sorted()
    }
}
