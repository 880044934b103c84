public import TrainingModel

/// Trains up to 16 runs of one shape together and measures each after every epoch.
///
/// A run's numbers do not depend on the pack it is in, on the instruction set or on the number of
/// threads: the same run has the same bits everywhere (``PackNumerics``).
///
/// A trainer is not `Sendable`. It starts no threads; the thread that calls ``trainEpoch()`` does
/// the whole work, so give each trainer a thread of its own.
public final class PackTrainer {
    /// What the runs have in common.
    public let configuration: TrainingConfiguration

    /// The runs; lane k is run k.
    public let runs: [RunConfiguration]

    /// The number of epochs that are done.
    public internal(set) var epoch = 0

    /// The samples to train on.
    let training: LabelledSamples

    /// The samples on which runs are only measured, if there are any.
    let validation: LabelledSamples?

    /// The global generator of each run; only drawn from with shuffle.
    var generators: [MersenneTwister] = []

    /// What is kept of each run beside its lane.
    var progress: [RunProgress]

    private let groups: [any LaneGroup]

    /// The orders of the samples, where they are shuffled.
    private var sampleOrders: EpochOrders

    /// Prepares a pack: each run starts with the parameters that its seed gives.
    ///
    /// - Parameters:
    ///   - dataset: The samples to train on; shared by all runs.
    ///   - validation: Samples on which each run is measured after each epoch, if there are any.
    ///     They change no bit of the training, but a run whose loss on them leaves the finite
    ///     numbers ends as one whose training loss does, and ``EpochChoice`` goes by that loss.
    ///   - configuration: The network and the course of the training.
    ///   - runs: The runs, 1 to ``Limits/runsPerPack``.
    ///   - kernels: The code for the processor at hand.
    ///   - mapping: What lanes represent, or `nil` for what is faster; the bits are the same.
    /// - Precondition: The network fits both datasets; only with `validation` does the
    ///   configuration name metrics of ``Metric/heldOut``.
    package init(
        dataset: Dataset,
        validation: Dataset? = nil,
        configuration: TrainingConfiguration,
        runs: [RunConfiguration],
        kernels: KernelSet,
        mapping: LaneMapping? = nil
    ) {
        let shape = configuration.shape
        precondition(
            (1...Limits.runsPerPack).contains(runs.count),
            "a pack has 1 to \(Limits.runsPerPack) runs, not \(runs.count)"
        )
        for run in runs { run.setting.checkRanges() }
        precondition(
            validation != nil || !configuration.metrics.contains { $0.part == .validation },
            "\(configuration.metrics.map(\.name)) ask for validation samples, and there are none"
        )
        training = LabelledSamples(dataset, for: shape, isShuffled: configuration.shuffle)
        self.validation = validation.map { LabelledSamples($0, for: shape) }
        self.configuration = configuration
        self.runs = runs
        progress = Array(repeating: RunProgress(configuration.choice), count: runs.count)
        let classWeights = ClassWeights(configuration, dataset)
        groups = Self.makeGroups(kernels, mapping, configuration, runs, classWeights)
        sampleOrders = EpochOrders(
            runs,
            of: shape,
            sampleCount: dataset.count,
            shuffle: configuration.shuffle,
            kernels: kernels.orders
        )
        for (lane, run) in runs.enumerated() {
            var generator = run.makeGenerator()
            let parameters = shape.initialParameters(
                run.setting.initialization,
                drawnFrom: &generator
            )
            let (group, groupLane) = location(ofLane: lane)
            group.load(parameters: parameters, moments: [], intoLane: groupLane)
            generators.append(generator)
        }
    }

    private static func makeGroups(
        _ kernels: KernelSet,
        _ mapping: LaneMapping?,
        _ configuration: TrainingConfiguration,
        _ runs: [RunConfiguration],
        _ classWeights: ClassWeights
    ) -> [any LaneGroup] {
        var rest = runs[...]
        let plans = kernels.plan(
            mapping,
            for: configuration,
            runCount: runs.count,
            extras: StepExtras(runs)
        )
        return plans.map { plan in
            defer { rest = rest.dropFirst(plan.runCount) }
            return plan.makeGroup(
                configuration,
                Array(rest.prefix(plan.runCount)),
                classWeights
            )
        }
    }

    /// Trains all runs for one epoch.
    ///
    /// - Returns: For each run, in the order of ``runs``, the values of the configured metrics; or
    ///   `nil` if the run has diverged, in this epoch or before, or has stopped before.
    /// - Precondition: Fewer than the configured epochs are done.
    public func trainEpoch() -> [[Float]?] {
        precondition(epoch < configuration.epochs, "all \(epoch) epochs are done")
        sampleOrders.draw(from: &generators)
        let sums = trainGroups()
        epoch += 1
        return sums.enumerated().map { lane, sums in metrics(ofLane: lane, sums) }
    }

    /// The state of each run: diverged, or finished once the pack is over.
    public var outcomes: [RunOutcome] {
        progress.map { run in
            guard let ending = run.ending, ending.kind == .diverged else { return .finished }
            return .diverged(epoch: ending.epoch)
        }
    }

    /// Whether there is nothing left to train: all epochs are done, or each run has diverged or
    /// stopped.
    public var isOver: Bool {
        epoch == configuration.epochs || progress.allSatisfy { $0.ending != nil }
    }

    /// The memory that the pack has allocated for its state and its batches, and may allocate for
    /// the choice of an epoch.
    package var allocatedBytes: Int {
        groups.reduce(PackMemory.choiceBytes(configuration: configuration, runCount: runs.count)) {
            $0 + $1.allocatedBytes
        }
    }

    /// The parameters of one run in PyTorch's flat order, after the epoch that is taken if the
    /// training ends here.
    ///
    /// A diverged run keeps those of the end of the epoch in which it diverged. What is not a
    /// number there is the one quiet NaN, whatever the processor left.
    ///
    /// - Parameter lane: The run.
    /// - Returns: The parameters.
    public func parameters(ofLane lane: Int) -> [Float] {
        precondition(runs.indices.contains(lane), "the pack has no run \(lane)")
        let chosen = progress[lane].parameters
        return chosen.isEmpty ? currentParameters(ofLane: lane) : chosen
    }
}

extension PackTrainer {
    /// The sums of all runs after one more epoch.
    private func trainGroups() -> [LaneSums] {
        var sums: [LaneSums] = []
        for group in groups {
            let first = sampleOrders.hasOneOrder ? 0 : sums.count * training.dataset.count
            let sources = sampleOrders.sources[sums.count..<sums.count + group.runCount]
            let batches = sampleOrders.orders.withUnsafeBufferPointer { orders in
                let orders = orders.isEmpty ? nil : orders.baseAddress.map { $0 + first }
                return training.withSamples(
                    orders: orders,
                    runCount: group.runCount,
                    hasOneOrder: sources.allSatisfy { $0 == sources.first }
                ) { group.trainEpoch(epoch, on: $0) }
            }
            let trained = training.withSamples(runCount: group.runCount) { group.measure($0) }
            let validated = validation?.withSamples(runCount: group.runCount) {
                group.measure($0)
            }
            for lane in batches.indices {
                sums.append(
                    LaneSums(
                        batches: batches[lane],
                        training: trained[lane],
                        validation: validated?[lane]
                    )
                )
            }
        }
        return sums
    }

    /// What the epoch that has just ended measured; a run that ends with it is retired.
    private func metrics(ofLane lane: Int, _ sums: LaneSums) -> [Float]? {
        guard progress[lane].ending == nil else { return nil }
        defer { if progress[lane].ending != nil { retire(lane) } }
        guard sums.isFinite else {
            let parameters = currentParameters(ofLane: lane)
            progress[lane].diverge(epoch: epoch - 1, parameters: parameters)
            return nil
        }
        let values = configuration.metrics.map { metric in
            metric.part == .parameters
                ? ParameterMetrics.value(of: metric, currentParameters(ofLane: lane))
                : sums.value(of: metric)
        }
        if configuration.choice.isByValidation {
            let loss = sums.value(of: .validationLoss)
            progress[lane].append(loss) { currentParameters(ofLane: lane) }
        }
        return values
    }

    /// The parameters of a run that is trained, after the last epoch.
    func currentParameters(ofLane lane: Int) -> [Float] {
        let (group, groupLane) = location(ofLane: lane)
        return group.parameters(ofLane: groupLane)
    }

    /// Takes a run that has ended out of the training.
    func retire(_ lane: Int) {
        let (group, groupLane) = location(ofLane: lane)
        group.retire(lane: groupLane)
    }

    /// The group that trains a run, and the run's lane in it.
    func location(ofLane lane: Int) -> (group: any LaneGroup, lane: Int) {
        precondition(runs.indices.contains(lane), "the pack has no run \(lane)")
        var groupLane = lane
        for group in groups {
            if groupLane < group.runCount { return (group, groupLane) }
            groupLane -= group.runCount
        }
        preconditionFailure("the groups have a lane for each of the \(runs.count) runs")
    }
}

@available(*, unavailable, message: "a trainer belongs to one thread at a time")
extension PackTrainer: Sendable {}
