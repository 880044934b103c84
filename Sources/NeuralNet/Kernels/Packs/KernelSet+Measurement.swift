package import TrainingModel

extension KernelSet {
    /// Measures trained networks on samples as a trainer measures its runs after an epoch, bit for
    /// bit.
    ///
    /// - Parameters:
    ///   - networks: The parameters of each network in PyTorch's flat order, shape [P].
    ///   - shape: The widths of all networks.
    ///   - activation: What their hidden units make of their sums.
    ///   - dataset: The samples.
    ///   - mapping: What lanes represent, or `nil` for what is faster; the bits are the same.
    /// - Returns: The sums of each network.
    /// - Precondition: The parameters and the samples fit the shape.
    package func measure(
        _ networks: [[Float]],
        of shape: NetworkShape,
        activation: Activation,
        on dataset: Dataset,
        mapping: LaneMapping? = nil
    ) -> [PartSums] {
        for network in networks {
            precondition(
                network.count == shape.parameterCount,
                "\(network.count) parameters do not fill \(shape.layers)"
            )
        }
        // Nothing else of a setting matters where nothing is trained.
        var setting = Setting(batch: 1, layers: shape.layers)
        setting.activation = activation
        let configuration = TrainingConfiguration(PackShape(setting), epochs: 0, shuffle: false)
        let samples = LabelledSamples(dataset, for: shape)
        var sums: [PartSums] = []
        for start in stride(from: 0, to: networks.count, by: Limits.runsPerPack) {
            var rest = networks[start..<min(start + Limits.runsPerPack, networks.count)]
            for plan in plan(mapping, for: configuration, runCount: rest.count) {
                let members = Array(rest.prefix(plan.runCount))
                rest = rest.dropFirst(plan.runCount)
                let group = plan.makeGroup(
                    configuration,
                    members.map { _ in RunConfiguration(setting, seed: 0, generatorOffset: 0) }
                )
                for (lane, parameters) in members.enumerated() {
                    group.load(parameters: parameters, moments: [], intoLane: lane)
                }
                sums += samples.withSamples(runCount: members.count) { group.measure($0) }
            }
        }
        return sums
    }
}
