public import TrainingModel

/// Every run of a sweep, computed on demand, so that ten million runs cost no memory.
///
/// A run has a number, given once and never used again, and a place in the order of the spec. A
/// plan that grows gets further groups of runs, whose numbers follow; the older ones keep theirs.
public struct SweepPlan: Hashable, Sendable {
    /// What is planned.
    public let spec: SweepSpec

    /// The settings in the order of the spec.
    public let settings: [Setting]

    /// The seeds in the order of the spec.
    public let seeds: SeedList

    /// How often the data are split: 1, or the number of folds.
    public let foldCount: Int

    /// The runs of equal shape and fold, by ascending numbers.
    ///
    /// The folds of a shape follow one another, so that fold f of a group at index i is at i + f.
    public let groups: [RunGroup]

    private let generatorOffsets: [UInt64]

    /// For each setting its index in each group of fold 0 that has it.
    private let members: [[Member]]

    private struct Member: Hashable {
        let group: Int
        let index: Int
    }

    /// Plans `spec`.
    ///
    /// - Parameters:
    ///   - spec: The sweep.
    ///   - foldCount: How often the data are split, where only the data tell; `nil` for what the
    ///     rule of the spec says.
    ///   - order: How its runs are numbered.
    /// - Precondition: `foldCount` is at least 1.
    public init(_ spec: SweepSpec, foldCount: Int? = nil, order: RunOrder = .seedBlocks) {
        // The first edition trained each combination, also those that train alike.
        let settings = order == .settings ? spec.axes.combinations : spec.axes.settings
        let foldCount = foldCount ?? spec.split.foldCount ?? 1
        precondition(foldCount >= 1, "data are split at least once, not \(foldCount) times")
        let groups = Self.groups(
            RunGroup.shapes(of: settings, at: settings.indices),
            foldCount: foldCount,
            seeds: spec.seeds.seeds.indices,
            order,
            after: []
        )
        self.init(spec, settings: settings, foldCount: foldCount, groups: groups)
    }

    private init(_ spec: SweepSpec, settings: [Setting], foldCount: Int, groups: [RunGroup]) {
        self.spec = spec
        self.settings = settings
        self.foldCount = foldCount
        self.groups = groups
        seeds = spec.seeds.seeds
        generatorOffsets = Self.generatorOffsets(of: settings, spec: spec)
        var members = [[Member]](repeating: [], count: settings.count)
        for (group, content) in groups.enumerated() where content.fold == 0 {
            for (index, setting) in content.settingIndices.enumerated() {
                members[setting].append(Member(group: group, index: index))
            }
        }
        self.members = members
    }

    /// The plan of a spec that has grown: runs of both keep their numbers.
    ///
    /// - Precondition: `spec` has every setting of the plan and its split, its seeds begin with the
    ///   plan's, and they are not the notebook's, of which a run's stream depends on the runs
    ///   before it.
    public func extended(to spec: SweepSpec) -> SweepPlan {
        let seeds = spec.seeds.seeds
        precondition(spec.seeds.isPaired && self.spec.seeds.isPaired, "notebook seeds do not grow")
        precondition(seeds.starts(with: self.seeds), "seeds are only added at the end")
        precondition(spec.split == self.spec.split, "a plan keeps its split")
        let isFirstEdition = groups.first?.order == .settings
        let settings = isFirstEdition ? spec.axes.combinations : spec.axes.settings
        var indices: [Setting: Int] = [:]
        for (index, setting) in settings.enumerated() { indices[setting] = index }
        let moved = self.settings.map { setting in
            guard let index = indices[setting] else {
                preconditionFailure("no setting of a plan goes away")
            }
            return index
        }
        let known = Set(moved)
        let older = settings.indices.filter(known.contains)
        let newer = settings.indices.filter { !known.contains($0) }
        var groups = self.groups.map { $0.moved(to: moved) }
        groups += Self.groups(
            RunGroup.shapes(of: settings, at: older),
            foldCount: foldCount,
            seeds: self.seeds.count..<seeds.count,
            .seedBlocks,
            after: groups
        )
        groups += Self.groups(
            RunGroup.shapes(of: settings, at: newer),
            foldCount: foldCount,
            seeds: seeds.indices,
            .seedBlocks,
            after: groups
        )
        return SweepPlan(spec, settings: settings, foldCount: foldCount, groups: groups)
    }

    /// The products of `shapes`, folds and `seeds`, numbered on from `earlier`.
    private static func groups(
        _ shapes: [(shape: PackShape, settingIndices: [Int])],
        foldCount: Int,
        seeds: Range<Int>,
        _ order: RunOrder,
        after earlier: [RunGroup]
    ) -> [RunGroup] {
        var next = earlier.last?.numbers.upperBound ?? 0
        guard !seeds.isEmpty else { return [] }
        return shapes.flatMap { shape, settingIndices in
            (0..<foldCount).map { fold in
                let group = RunGroup(
                    shape: shape,
                    fold: fold,
                    settingIndices: settingIndices,
                    seeds: seeds,
                    order: order,
                    firstNumber: next
                )
                // The first edition named a run by group and place, which is a number all the same.
                next = order == .settings ? next + numbersPerGroup : group.numbers.upperBound
                return group
            }
        }
    }

    /// The numbers that each group has in ``RunOrder/settings``: more than a sweep has runs.
    public static let numbersPerGroup = 1 << 24

    /// The most outputs that a run skips before it begins; 0 for paired seeds.
    public var largestGeneratorOffset: UInt64 { generatorOffsets.max() ?? 0 }

    /// Where each setting's run finds the notebook's generator; all 0 for paired seeds.
    private static func generatorOffsets(of settings: [Setting], spec: SweepSpec) -> [UInt64] {
        guard case .notebook = spec.seeds else { return [] }
        var offset: UInt64 = 0
        return settings.map { setting in
            defer {
                let outputs = spec.training(PackShape(setting))
                    .generatorOutputs(setting.initialization, epochCount: spec.epochs)
                offset += UInt64(outputs)
            }
            return offset
        }
    }
}

// MARK: Runs

extension SweepPlan {
    /// The number of runs.
    public var runCount: Int { settings.count * foldCount * seeds.count }

    /// The run with the number `id`.
    ///
    /// - Precondition: The plan has it.
    public func run(_ id: RunID) -> Run {
        guard let group = group(of: id.rawValue) else {
            preconditionFailure("run \(id) is not one of the plan")
        }
        return run(id, in: group)
    }

    /// The run at `place` in the order of the spec, seeds within folds within settings.
    ///
    /// - Precondition: `place` is below ``runCount``.
    public func run(atPlace place: Int) -> Run {
        precondition((0..<runCount).contains(place), "place \(place) is not one of \(runCount)")
        let (unit, seed) = place.quotientAndRemainder(dividingBy: seeds.count)
        let (setting, fold) = unit.quotientAndRemainder(dividingBy: foldCount)
        for member in members[setting] where groups[member.group].seeds.contains(seed) {
            let group = groups[member.group + fold]
            let number = group.number(member: member.index, seed: seed)
            return run(RunID(number), setting: setting, fold: fold, seed: seed)
        }
        preconditionFailure("each setting has a run with each seed")
    }

    private func run(_ id: RunID, in group: RunGroup) -> Run {
        let (member, seed) = group.coordinates(of: id.rawValue)
        return run(id, setting: group.settingIndices[member], fold: group.fold, seed: seed)
    }

    private func run(_ id: RunID, setting: Int, fold: Int, seed: Int) -> Run {
        Run(
            id: id,
            place: (setting * foldCount + fold) * seeds.count + seed,
            settingIndex: setting,
            fold: fold,
            configuration: RunConfiguration(
                settings[setting],
                seed: seeds[seed],
                generatorOffset: generatorOffsets.isEmpty ? 0 : generatorOffsets[setting]
            )
        )
    }

    /// The group that has the run with the number `number`, or `nil` if there is none.
    public func group(of number: Int) -> RunGroup? { groupIndex(of: number).map { groups[$0] } }

    /// The index of the group that has the run with the number `number`, or `nil` if there is none.
    package func groupIndex(of number: Int) -> Int? {
        let index = groups.partitionIndex { $0.numbers.upperBound > number }
        guard index < groups.count, groups[index].numbers.contains(number) else { return nil }
        return index
    }

    /// The runs of `range`, in lane order.
    ///
    /// - Precondition: The range lies within a group.
    public func runs(in range: RunRange) -> [Run] {
        guard let group = group(holding: range) else {
            preconditionFailure("\(range) is outside of the plan")
        }
        return range.numbers.map { run(RunID($0), in: group) }
    }

    /// What the runs of `range` have in common.
    ///
    /// - Precondition: The range lies within a group.
    public func shape(of range: RunRange) -> PackShape {
        guard let group = group(of: range.first) else {
            preconditionFailure("\(range) is outside of the plan")
        }
        return group.shape
    }

    /// The fold that the runs of `range` hold out.
    ///
    /// - Precondition: The range lies within a group.
    public func fold(of range: RunRange) -> Int {
        guard let group = group(of: range.first) else {
            preconditionFailure("\(range) is outside of the plan")
        }
        return group.fold
    }

    /// Whether `range` lies within one of the groups.
    public func contains(_ range: RunRange) -> Bool { group(holding: range) != nil }

    private func group(holding range: RunRange) -> RunGroup? {
        guard range.count > 0, let group = group(of: range.first),
            range.first <= group.numbers.upperBound - range.count
        else { return nil }
        return group
    }
}

/// In which order the runs of a group are numbered, and so trained; raw values are stored.
public enum RunOrder: String, Hashable, Sendable, CaseIterable {
    /// Seeds come block by block, so that every setting has its first results early.
    ///
    /// A block has ⌈16 / settings⌉ seeds, which fills a pack; within it the setting varies slower.
    case seedBlocks = "seed-blocks"

    /// All seeds of a setting come before the next setting: how the first edition numbered.
    case settings
}
