internal import TrainingModel

/// Runs whose units share vectors, in blocks that train one after the other, epoch by epoch.
///
/// One thread at a time may use a group.
final class UnitLaneGroup {
    private let kernels: UnitLaneKernels
    private let configuration: TrainingConfiguration
    private let runs: [RunConfiguration]
    private let blocks: [Range<Int>]
    private let rules: [StepRule]
    private let classWeights: ClassWeights
    private let optimizer: Optimizer
    private let sizes: UnitLaneSizes
    private let storage: UnsafeMutablePointer<Float>
    private let memories: [UnitLaneMemory]
    private var isRetired: [Bool]

    /// The size of the allocation.
    let allocatedBytes: Int

    /// Makes a group whose parameters and moments are zero.
    ///
    /// - Parameters:
    ///   - kernels: The kernels.
    ///   - configuration: The training.
    ///   - runs: The runs; lanes of the last block that have none rest at zero.
    ///   - classWeights: The weight of each class.
    init(
        kernels: UnitLaneKernels,
        configuration: TrainingConfiguration,
        runs: [RunConfiguration],
        classWeights: ClassWeights
    ) {
        let sizes = UnitLaneSizes(
            configuration: configuration,
            width: kernels.width,
            extras: StepExtras(runs)
        )
        let count = sizes.floatCount(runCount: runs.count)
        allocatedBytes = count * MemoryLayout<Float>.stride
        let storage = UnsafeMutableRawPointer.allocate(byteCount: allocatedBytes, alignment: 64)
            .initializeMemory(as: Float.self, repeating: 0, count: count)
        blocks = stride(from: 0, to: runs.count, by: kernels.width.runsPerBlock).map {
            $0..<min($0 + kernels.width.runsPerBlock, runs.count)
        }
        memories = blocks.indices.map { UnitLaneMemory(sizes: sizes, storage: storage, block: $0) }
        self.kernels = kernels
        self.configuration = configuration
        self.runs = runs
        self.sizes = sizes
        self.storage = storage
        optimizer = configuration.pack.setting.optimizer
        rules = blocks.map { StepRule(configuration.pack, runs: Array(runs[$0])) }
        self.classWeights = classWeights
        isRetired = Array(repeating: false, count: runs.count)
        for (rule, block) in zip(rules, blocks) {
            for lane in block {
                let classCount = configuration.shape.classCount
                runs[lane].setting.forEachLaneValue(rule, optimizer, classCount: classCount) {
                    set($0, $1, lane)
                }
            }
        }
        for (index, weight) in classWeights.values.enumerated() {
            let laneCount = kernels.width.laneCount
            let weights = memories[0].classWeights + index * laneCount
            weights.update(repeating: weight, count: laneCount)
        }
        // Nothing is divided by 0 in lanes without a run.
        guard optimizer != .sgd else { return }
        for lane in runs.count..<blocks.count * kernels.width.runsPerBlock {
            set(.epsilon, 1, lane)
        }
    }

    deinit { storage.deallocate() }
}

extension UnitLaneGroup: LaneGroup {
    var runCount: Int { runs.count }

    func trainEpoch(_ epoch: Int, on samples: EpochSamples) -> [BatchSums] {
        var sums = [BatchSums](repeating: BatchSums(), count: runs.count)
        for (index, block) in blocks.enumerated() where !isRetired[block].allSatisfy(\.self) {
            let samples = samples.narrowed(to: block)
            let rule = rules[index]
            let memory = memories[index]
            withScratch(0.0) { losses in
                for start in stride(from: 0, to: samples.count, by: configuration.batch) {
                    let count = min(configuration.batch, samples.count - start)
                    let step = configuration.step(inEpoch: epoch, from: start, of: samples.count)
                    if rule.changesLanes(at: step) { setLanes(block, at: step) }
                    let batch = start..<start + count
                    if sizes.hidden.drops { setMasks(block, at: step) }
                    if !classWeights.areAlike { setBatchShares(block, samples, batch) }
                    let kept = rule.changesInEpochs ? keptVelocities(block, at: step) : nil
                    kernels.train(memory, samples, start, count, rule, losses)
                    if let kept { restore(kept) }
                    for lane in block {
                        let run = lane - block.lowerBound
                        let weight =
                            classWeights.areAlike
                            ? Double(count) : classWeights.sum(of: samples, batch, run: run)
                        sums[lane].add(loss: Float(losses[run] / weight))
                    }
                }
            }
        }
        return sums
    }

    func measure(_ samples: EpochSamples) -> [PartSums] {
        let none = PartSums(sampleCount: samples.count)
        var sums = [PartSums](repeating: none, count: runs.count)
        for (index, block) in blocks.enumerated() where !isRetired[block].allSatisfy(\.self) {
            let memory = memories[index]
            withScratch(0.0) { losses in
                withScratch(0) { correctCounts in
                    for start in stride(from: 0, to: samples.count, by: PackNumerics.sumLength) {
                        let count = min(PackNumerics.sumLength, samples.count - start)
                        kernels.evaluate(memory, samples, start, count, losses, correctCounts)
                        for lane in block {
                            sums[lane].add(
                                loss: losses[lane - block.lowerBound],
                                correctCount: correctCounts[lane - block.lowerBound]
                            )
                        }
                    }
                }
            }
        }
        return sums
    }

    func parameters(ofLane lane: Int) -> [Float] { read(.parameters, lane) }

    func moments(ofLane lane: Int) -> [[Float]] {
        (0..<optimizer.momentCount).map { read(.moment($0), lane) }
    }

    func load(parameters: [Float], moments: [[Float]], intoLane lane: Int) {
        write(parameters, to: .parameters, lane)
        for (index, values) in moments.enumerated() { write(values, to: .moment(index), lane) }
        isRetired[lane] = false
    }

    func retire(lane: Int) {
        let zeros = [Float](repeating: 0, count: configuration.shape.parameterCount)
        let moments = Array(repeating: zeros, count: optimizer.momentCount)
        load(parameters: zeros, moments: moments, intoLane: lane)
        set(.negativeLearningRate, 0, lane)
        isRetired[lane] = true
    }
}

extension UnitLaneGroup {
    /// Hands memory for a value of each run of a block to `body`.
    private func withScratch<Value>(
        _ value: Value,
        _ body: (UnsafeMutablePointer<Value>) -> Void
    ) {
        let runs = kernels.width.runsPerBlock
        withUnsafeTemporaryAllocation(of: Value.self, capacity: runs) { values in
            values.initialize(repeating: value)
            if let first = values.baseAddress { body(first) }
        }
    }

    private func setLanes(_ block: Range<Int>, at step: TrainingStep) {
        for lane in block where !isRetired[lane] {
            runs[lane].setting.forEachLaneValue(at: step, optimizer) { set($0, $1, lane) }
        }
    }

    private func setMasks(_ block: Range<Int>, at step: TrainingStep) {
        let width = kernels.width
        for run in 0..<block.count {
            let masks = memories[0].masks + run
            let layers = sizes.layers.count - 1
            runs[block.lowerBound + run].forEachDropoutNumber(at: step, layers: layers) {
                let vector = masks + $0 * width.laneCount
                for unit in 0..<width.unitCount {
                    let bits = $1.bitPattern &- UInt32(unit) &* $2
                    vector[unit * width.runsPerBlock] = Float(bitPattern: bits)
                }
            }
        }
    }

    private func setBatchShares(_ block: Range<Int>, _ samples: EpochSamples, _ batch: Range<Int>) {
        let width = kernels.width
        let shares = memories[0].classWeights + classWeights.values.count * width.laneCount
        for run in 0..<block.count {
            let share = Float(1 / classWeights.sum(of: samples, batch, run: run))
            for index in stride(from: run, to: width.laneCount, by: width.runsPerBlock) {
                shares[index] = share
            }
        }
    }

    /// The velocities of lanes that keep them in a step.
    private func keptVelocities(
        _ block: Range<Int>,
        at step: TrainingStep
    ) -> [(lane: Int, velocities: [Float])] {
        block.filter { runs[$0].setting.keepsVelocities(at: step, optimizer) }
            .map { ($0, read(.moment(0), $0)) }
    }

    /// Gives lanes back what they keep.
    private func restore(_ kept: [(lane: Int, velocities: [Float])]) {
        for (lane, velocities) in kept { write(velocities, to: .moment(0), lane) }
    }

    /// The block of a run, and the run's lane among those of a unit.
    private func location(ofLane lane: Int) -> (block: Int, lane: Int) {
        let runs = kernels.width.runsPerBlock
        return (lane / runs, lane % runs)
    }

    private func set(_ setting: RunLaneSetting, _ value: Float, _ lane: Int) {
        let (block, first) = location(ofLane: lane)
        let width = kernels.width
        let numbers = memories[block].settings + setting.rawValue * width.laneCount
        for index in stride(from: first, to: width.laneCount, by: width.runsPerBlock) {
            numbers[index] = value
        }
    }

    private func read(_ kind: StateArray, _ lane: Int) -> [Float] {
        let numbers = numbers(kind, lane)
        var values: [Float] = []
        values.reserveCapacity(configuration.shape.parameterCount)
        forEachParameter { values.append(numbers[$0]) }
        return values
    }

    private func write(_ values: [Float], to kind: StateArray, _ lane: Int) {
        let numbers = numbers(kind, lane)
        var index = 0
        forEachParameter {
            numbers[$0] = values[index]
            index += 1
        }
    }

    /// The arrays that are the state of a run.
    private enum StateArray {
        case parameters
        case moment(Int)
    }

    /// The first number of a run in an array of its block.
    private func numbers(_ array: StateArray, _ lane: Int) -> UnsafeMutablePointer<Float> {
        let (block, first) = location(ofLane: lane)
        let memory = memories[block]
        return switch array {
        case .parameters: memory.parameters + first
        case .moment(let index): memory.moment(index) + first
        }
    }

    /// Hands the offset of each parameter to `body`, in PyTorch's order.
    private func forEachParameter(_ body: (Int) -> Void) {
        let runs = kernels.width.runsPerBlock
        for (index, layout) in sizes.layers.enumerated() {
            let isNarrow = sizes.hasNarrowHead && index == sizes.layers.count - 1
            let panels = PanelMatrix(
                base: storage,
                panelWidth: sizes.width.panelWidth,
                rowCapacity: isNarrow ? layout.paddedOutputs : layout.paddedInputs
            )
            for output in 0..<layout.layer.outputs {
                for input in 0..<layout.layer.inputs {
                    let number =
                        isNarrow ? panels.index(output, input) : panels.index(input, output)
                    body((layout.weightOffset + number) * runs)
                }
            }
            for output in 0..<layout.layer.outputs { body((layout.biasOffset + output) * runs) }
        }
    }
}
