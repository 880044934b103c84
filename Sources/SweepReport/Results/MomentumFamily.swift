internal import SweepModel
internal import TrainingModel

/// The settings that differ in nothing but the momentum: what may be compared fairly.
struct MomentumFamily {
    /// The other varying hyper-parameters, for example `learning rate 0.1`; empty if there are
    /// none.
    let label: String

    /// Indices into the plan's settings, by ascending momentum.
    let members: [Int]

    /// Sorts the plan's settings into families, in the order of first appearance.
    static func families(of plan: SweepPlan) -> [MomentumFamily] {
        var places: [Setting: Int] = [:]
        var groups: [(label: String, members: [Int])] = []
        let others = plan.spec.axes.varying.filter { $0 != .momentum }
        for (index, setting) in plan.settings.enumerated() {
            var key = setting
            key.momentum = 0
            if let place = places[key] {
                groups[place].members.append(index)
            } else {
                places[key] = groups.count
                groups.append((setting.label(of: others), [index]))
            }
        }
        return groups.map { group in
            MomentumFamily(
                label: group.label,
                members: group.members.sorted {
                    (plan.settings[$0].momentum, $0) < (plan.settings[$1].momentum, $1)
                }
            )
        }
    }
}
