package import SweepModel
package import TrainingModel

/// The settings that differ in nothing but one axis: what may be compared fairly.
package struct AxisFamily {
    /// The other varying hyper-parameters, for example `learning rate 0.1`; empty if there are
    /// none.
    package let label: String

    /// For each value of the axis the setting that has it; `nil` where the plan has none.
    package let places: [Int?]

    /// The settings, in the order of the axis's values.
    package var members: [Int] { places.compactMap(\.self) }

    /// Sorts the plan's settings into families along `axis`, in the order of first appearance.
    package static func families(of plan: SweepPlan, along axis: Axis) -> [AxisFamily] {
        let values = plan.values(of: axis)
        let positions = Dictionary(uniqueKeysWithValues: values.enumerated().map { ($1, $0) })
        let others = plan.spec.axes.varying.filter { $0 != axis }
        var groups: [Setting: Int] = [:]
        var families: [(label: String, places: [Int?])] = []
        for (index, setting) in plan.settings.enumerated() {
            guard let position = positions[setting[axis]] else { continue }
            var key = setting
            key[axis] = values[0]
            let group = groups[key] ?? families.count
            if group == families.count {
                groups[key] = group
                families.append(
                    (setting.label(of: others), Array(repeating: nil, count: values.count))
                )
            }
            // Of equal settings, the first one is compared.
            families[group].places[position] = families[group].places[position] ?? index
        }
        return families.map { AxisFamily(label: $0.label, places: $0.places) }
    }
}
