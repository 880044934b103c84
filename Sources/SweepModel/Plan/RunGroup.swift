public import TrainingModel

/// Runs of one shape and one fold with neighbouring numbers: a product of settings and seeds, from
/// which packs are cut.
public struct RunGroup: Hashable, Sendable {
    /// The common shape.
    public let shape: PackShape

    /// The fold that all runs hold out, from 0.
    public let fold: Int

    /// Indices into the plan's settings, ascending.
    public let settingIndices: [Int]

    /// Positions in the plan's seeds.
    public let seeds: Range<Int>

    /// How the runs are numbered.
    public let order: RunOrder

    /// The number of the first run.
    public let firstNumber: Int

    /// The number of runs.
    public var runCount: Int { settingIndices.count * seeds.count }

    /// The numbers of the runs.
    public var numbers: Range<Int> { firstNumber..<firstNumber + runCount }

    /// The run with the number `number`: its index in ``settingIndices`` and its seed's position.
    func coordinates(of number: Int) -> (member: Int, seed: Int) {
        let place = number - firstNumber
        let count = seedsPerBlock
        let block = place / (count * settingIndices.count)
        let first = block * count
        let length = min(count, seeds.count - first)
        let rest = place - first * settingIndices.count
        return (rest / length, seeds.lowerBound + first + rest % length)
    }

    /// The number of the run of setting `settingIndices[member]` with the seed at `seed`.
    func number(member: Int, seed: Int) -> Int {
        let position = seed - seeds.lowerBound
        let first = position / seedsPerBlock * seedsPerBlock
        let length = min(seedsPerBlock, seeds.count - first)
        return firstNumber + first * settingIndices.count + member * length + position - first
    }

    private var seedsPerBlock: Int {
        switch order {
        case .settings: seeds.count
        case .seedBlocks:
            (Limits.runsPerPack + settingIndices.count - 1) / settingIndices.count
        }
    }

    /// The same runs where setting i of the plan has become setting `indices[i]`.
    func moved(to indices: [Int]) -> RunGroup {
        RunGroup(
            shape: shape,
            fold: fold,
            settingIndices: settingIndices.map { indices[$0] },
            seeds: seeds,
            order: order,
            firstNumber: firstNumber
        )
    }

    /// Sorts the settings at `indices` into groups of equal shape, in the order of appearance.
    static func shapes(
        of settings: [Setting],
        at indices: some Sequence<Int>
    ) -> [(shape: PackShape, settingIndices: [Int])] {
        var indexOfShape: [PackShape: Int] = [:]
        var groups: [(shape: PackShape, settingIndices: [Int])] = []
        for index in indices {
            let shape = PackShape(settings[index])
            if let group = indexOfShape[shape] {
                groups[group].settingIndices.append(index)
            } else {
                indexOfShape[shape] = groups.count
                groups.append((shape, [index]))
            }
        }
        return groups
    }
}
