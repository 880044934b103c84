package import SweepModel
package import TrainingModel

/// The settings that differ in nothing but one axis: what may be compared fairly.
package struct AxisFamily {
    /// The other varying hyper-parameters, for example `learning rate 0.1`; empty if there are
    /// none.
    package let label: String

    /// Indices into the plan's settings, in the order of the axis's values: ascending where they
    /// are numbers, else as in the plan.
    package let members: [Int]

    /// Sorts the plan's settings into families along `axis`, in the order of first appearance.
    package static func families(of plan: SweepPlan, along axis: Axis) -> [AxisFamily] {
        var places: [Setting: Int] = [:]
        var groups: [(label: String, members: [Int])] = []
        let others = plan.spec.axes.varying.filter { $0 != axis }
        let common = plan.spec.axes[axis][0]
        for (index, setting) in plan.settings.enumerated() {
            var key = setting
            key[axis] = common
            if let place = places[key] {
                groups[place].members.append(index)
            } else {
                places[key] = groups.count
                groups.append((setting.label(of: others), [index]))
            }
        }
        return groups.map { group in
            AxisFamily(
                label: group.label,
                members: group.members.sorted {
                    (plan.settings[$0].order(along: axis), $0)
                        < (plan.settings[$1].order(along: axis), $1)
                }
            )
        }
    }
}

extension Setting {
    /// The value of `axis` where it is a number, else 0, so that a stable sort keeps the order.
    package func order(along axis: Axis) -> Double {
        if case .number(let number) = self[axis] { number } else { 0 }
    }
}

extension SweepPlan {
    /// The axis along which settings are compared where none is asked for: the momentum if it
    /// varies, else the first that does, or the momentum if nothing varies.
    package var comparedAxis: Axis {
        let varying = spec.axes.varying
        return varying.contains(.momentum) ? .momentum : varying.first ?? .momentum
    }
}
