/// Every run of a sweep, computed on demand, so that a million runs cost no memory.
///
/// Run r has setting r / seeds and seed r mod seeds. Runs of equal shape form a group, from which
/// packs are cut.
public struct SweepPlan: Hashable, Sendable {
    /// What is planned.
    public let spec: SweepSpec

    /// The settings in the order of the plan.
    public let settings: [Setting]

    /// The seeds in the order of the plan.
    public let seeds: [UInt64]

    /// The runs of equal shape, in the order of their first settings.
    public let groups: [RunGroup]

    private let generatorOffsets: [UInt64]

    /// Plans `spec`.
    public init(_ spec: SweepSpec) {
        self.spec = spec
        settings = spec.axes.settings
        seeds = spec.seeds.seeds
        groups = RunGroup.groups(of: settings)
        generatorOffsets = Self.generatorOffsets(of: settings, spec: spec)
    }

    /// The number of runs.
    public var runCount: Int { settings.count * seeds.count }

    /// The run at place `id`.
    ///
    /// - Precondition: `id` is below ``runCount``.
    public func run(_ id: RunID) -> Run {
        precondition(id.rawValue < runCount, "run \(id) is not one of \(runCount)")
        let settingIndex = id.rawValue / seeds.count
        return Run(
            id: id,
            settingIndex: settingIndex,
            setting: settings[settingIndex],
            seed: seeds[id.rawValue % seeds.count],
            generatorOffset: generatorOffsets[settingIndex]
        )
    }

    /// The number of runs in group `index`.
    public func runCount(ofGroup index: Int) -> Int {
        groups[index].settingIndices.count * seeds.count
    }

    /// The runs of `range`, in lane order.
    ///
    /// - Precondition: The range lies within its group.
    public func runIDs(in range: RunRange) -> [RunID] {
        precondition(contains(range), "\(range) is outside of the plan")
        let settingIndices = groups[range.group].settingIndices
        return range.places.map { place in
            RunID(settingIndices[place / seeds.count] * seeds.count + place % seeds.count)
        }
    }

    /// Whether `range` lies within one of the groups.
    public func contains(_ range: RunRange) -> Bool {
        groups.indices.contains(range.group) && range.first >= 0 && range.count > 0
            && range.first <= runCount(ofGroup: range.group) - range.count
    }

    /// Where each setting's run finds the notebook's generator; all 0 for paired seeds.
    ///
    /// Each run consumes one output for each parameter and two (four with shuffle) for each epoch.
    private static func generatorOffsets(of settings: [Setting], spec: SweepSpec) -> [UInt64] {
        guard case .notebook = spec.seeds else { return settings.map { _ in 0 } }
        let outputsPerEpoch = spec.shuffle ? 4 : 2
        var offset: UInt64 = 0
        return settings.map { setting in
            let shape = PackShape(layers: setting.layers, batch: setting.batch)
            defer { offset += UInt64(shape.parameterCount + outputsPerEpoch * spec.epochs) }
            return offset
        }
    }
}
