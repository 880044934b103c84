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
    ///
    /// A combination that trains as a setting of another family does, such as Nesterov's form
    /// without momentum, has that setting in its place.
    package static func families(of plan: SweepPlan, along axis: Axis) -> [AxisFamily] {
        let values = plan.values(of: axis)
        let positions = Dictionary(uniqueKeysWithValues: values.enumerated().map { ($1, $0) })
        var canonical: [Setting: Int] = [:]
        var groups: [Setting: Int] = [:]
        var families: [(key: Setting, places: [Int?])] = []
        for (index, setting) in plan.settings.enumerated() {
            canonical[setting.canonical] = canonical[setting.canonical] ?? index
            guard let position = positions[setting[axis]] else { continue }
            var key = setting
            key[axis] = values[0]
            let group = groups[key] ?? families.count
            if group == families.count {
                groups[key] = group
                families.append((key, Array(repeating: nil, count: values.count)))
            }
            // Of equal settings, the first one is compared.
            families[group].places[position] = families[group].places[position] ?? index
        }
        let others = plan.labelledAxes.filter { $0 != axis }
        return families.map { family in
            var (setting, places) = family
            // What an optimizer does not have, it cannot be compared along.
            guard setting.has(axis) else {
                return AxisFamily(label: family.key.label(of: others), places: places)
            }
            for (position, value) in values.enumerated() where places[position] == nil {
                setting[axis] = value
                places[position] = canonical[setting.canonical]
            }
            return AxisFamily(label: family.key.label(of: others), places: places)
        }
    }
}
