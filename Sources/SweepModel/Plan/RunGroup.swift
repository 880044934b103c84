/// The settings whose runs have one shape and so can share packs.
public struct RunGroup: Hashable, Sendable {
    /// The common shape.
    public let shape: PackShape

    /// Indices into the plan's settings, ascending.
    public let settingIndices: [Int]

    /// Sorts `settings` into groups of equal shape, in the order of first appearance.
    static func groups(of settings: [Setting]) -> [RunGroup] {
        var indexOfShape: [PackShape: Int] = [:]
        var shapes: [PackShape] = []
        var members: [[Int]] = []
        for (index, setting) in settings.enumerated() {
            let shape = PackShape(layers: setting.layers, batch: setting.batch)
            if let group = indexOfShape[shape] {
                members[group].append(index)
            } else {
                indexOfShape[shape] = shapes.count
                shapes.append(shape)
                members.append([index])
            }
        }
        return zip(shapes, members).map { RunGroup(shape: $0, settingIndices: $1) }
    }
}
