internal import TrainingModel

/// Some runs of a pack that train together, lane by lane.
///
/// One thread at a time may use a group.
final class RunLaneGroup {
    private let kernels: RunLaneKernels
    private let memory: RunLaneMemory
    private let configuration: TrainingConfiguration
    private let runs: [RunConfiguration]
    private let rule: StepRule
    private let classWeights: ClassWeights
    private let optimizer: Optimizer
    private var isRetired: [Bool]

    /// Makes a group whose parameters and moments are zero.
    ///
    /// - Parameters:
    ///   - kernels: The kernels for the group's width.
    ///   - configuration: The training.
    ///   - runs: The runs; at most as many as `kernels` has lanes. Further lanes rest at zero.
    ///   - classWeights: The weight of each class.
    init(
        kernels: RunLaneKernels,
        configuration: TrainingConfiguration,
        runs: [RunConfiguration],
        classWeights: ClassWeights
    ) {
        precondition(runs.count <= kernels.laneCount, "a group has a lane for each run")
        self.kernels = kernels
        self.configuration = configuration
        self.runs = runs
        optimizer = configuration.pack.setting.optimizer
        rule = StepRule(configuration.pack, runs: runs)
        self.classWeights = classWeights
        memory = RunLaneMemory(
            laneCount: kernels.laneCount,
            configuration: configuration,
            extras: StepExtras(runs)
        )
        isRetired = Array(repeating: false, count: runs.count)
        for (lane, run) in runs.enumerated() {
            let classCount = configuration.shape.classCount
            run.setting.forEachLaneValue(rule, optimizer, classCount: classCount) {
                set($0, $1, lane)
            }
        }
        for (index, weight) in classWeights.values.enumerated() {
            let weights = floats(memory.classWeights) + index * memory.laneCount
            weights.update(repeating: weight, count: memory.laneCount)
        }
        // Nothing is divided by 0 in lanes without a run.
        guard optimizer != .sgd else { return }
        for lane in runs.count..<kernels.laneCount { set(.epsilon, 1, lane) }
    }

    deinit { memory.deallocate() }
}

extension RunLaneGroup: LaneGroup {
    var runCount: Int { runs.count }

    var allocatedBytes: Int { memory.byteCount }

    func trainEpoch(_ epoch: Int, on samples: EpochSamples) -> [BatchSums] {
        var sums = [BatchSums](repeating: BatchSums(), count: runs.count)
        for start in stride(from: 0, to: samples.count, by: configuration.batch) {
            let count = min(configuration.batch, samples.count - start)
            let step = configuration.step(inEpoch: epoch, from: start, of: samples.count)
            if rule.changesLanes(at: step) { setLanes(at: step) }
            if memory.hidden.drops { setMasks(at: step) }
            if !classWeights.areAlike { setBatchShares(samples, start..<start + count) }
            if rule.changesInEpochs {
                trainKeepingVelocities(at: step, batch(samples, start, count))
            } else {
                kernels.train(memory, batch(samples, start, count), rule)
            }
            for lane in runs.indices {
                // Asked here, since a call for each lane is a hundredth of a small network's step.
                let weight =
                    classWeights.areAlike
                    ? Double(count)
                    : classWeights.sum(of: samples, start..<start + count, run: lane)
                sums[lane].add(loss: Float(lossSum(lane, count) / weight))
            }
        }
        return sums
    }

    func measure(_ samples: EpochSamples) -> [PartSums] {
        let none = PartSums(sampleCount: samples.count)
        var sums = [PartSums](repeating: none, count: runs.count)
        for start in stride(from: 0, to: samples.count, by: PackNumerics.sumLength) {
            let count = min(PackNumerics.sumLength, samples.count - start)
            kernels.evaluate(memory, sharedBatch(samples, start, count))
            for lane in runs.indices {
                sums[lane].add(
                    loss: lossSum(lane, count),
                    correctCount: Int(floats(memory.correctCounts)[lane])
                )
            }
        }
        return sums
    }

    func parameters(ofLane lane: Int) -> [Float] { read(memory.parameters, lane) }

    func moments(ofLane lane: Int) -> [[Float]] { memory.moments.map { read($0, lane) } }

    func load(parameters: [Float], moments: [[Float]], intoLane lane: Int) {
        write(parameters, to: memory.parameters, lane)
        for (values, vectors) in zip(moments, memory.moments) { write(values, to: vectors, lane) }
        isRetired[lane] = false
    }

    func retire(lane: Int) {
        let zeros = [Float](repeating: 0, count: configuration.shape.parameterCount)
        load(parameters: zeros, moments: memory.moments.map { _ in zeros }, intoLane: lane)
        set(.negativeLearningRate, 0, lane)
        isRetired[lane] = true
    }
}

extension RunLaneGroup {
    private func batch(_ samples: EpochSamples, _ start: Int, _ count: Int) -> LaneBatch {
        guard let orders = samples.orders else { return sharedBatch(samples, start, count) }
        if samples.hasOneOrder { return gatheredBatch(samples, orders + start, count) }
        kernels.gather(memory, samples, orders + start, runs.count, count)
        return LaneBatch(
            features: memory.inputs,
            labels: memory.labels,
            count: count,
            isShared: false
        )
    }

    /// A batch in an order that all runs share: its rows once, one after the other.
    private func gatheredBatch(
        _ samples: EpochSamples,
        _ order: UnsafePointer<UInt32>,
        _ count: Int
    ) -> LaneBatch {
        let inputs = configuration.shape.inputCount
        let features = floats(memory.inputs)
        let labels = floats(memory.labels)
        for sample in 0..<count {
            let row = Int(order[sample])
            labels[sample] = samples.labels[row]
            let source = samples.features + row * inputs
            let target = features + sample * inputs
            for index in 0..<inputs { target[index] = source[index] }
        }
        return LaneBatch(
            features: memory.inputs,
            labels: memory.labels,
            count: count,
            isShared: true
        )
    }

    private func sharedBatch(_ samples: EpochSamples, _ start: Int, _ count: Int) -> LaneBatch {
        LaneBatch(
            features: samples.features + start * configuration.shape.inputCount,
            labels: samples.labels + start,
            count: count,
            isShared: true
        )
    }

    private func setLanes(at step: TrainingStep) {
        for (lane, run) in runs.enumerated() where !isRetired[lane] {
            run.setting.forEachLaneValue(at: step, optimizer) { set($0, $1, lane) }
        }
    }

    private func setMasks(at step: TrainingStep) {
        let masks = floats(memory.masks)
        let layers = memory.layers.count - 1
        for (lane, run) in runs.enumerated() {
            run.forEachDropoutNumber(at: step, layers: layers) { index, number, _ in
                masks[index * memory.laneCount + lane] = number
            }
        }
    }

    private func setBatchShares(_ samples: EpochSamples, _ batch: Range<Int>) {
        let shares = floats(memory.classWeights) + classWeights.values.count * memory.laneCount
        for lane in runs.indices {
            shares[lane] = Float(1 / classWeights.sum(of: samples, batch, run: lane))
        }
    }

    /// Trains on a batch, after which lanes that keep their velocities in the step get them back.
    private func trainKeepingVelocities(at step: TrainingStep, _ batch: LaneBatch) {
        let lanes = runs.indices.filter { runs[$0].setting.keepsVelocities(at: step, optimizer) }
        let kept = lanes.map { read(memory.velocities, $0) }
        kernels.train(memory, batch, rule)
        for (lane, velocities) in zip(lanes, kept) {
            write(velocities, to: memory.velocities, lane)
        }
    }

    private func lossSum(_ lane: Int, _ count: Int) -> Double {
        let partialSums = floats(memory.lossSums)
        return (0..<PackNumerics.sumCount(samples: count)).reduce(0) {
            $0 + Double(partialSums[$1 * memory.laneCount + lane])
        }
    }

    private func set(_ setting: RunLaneSetting, _ value: Float, _ lane: Int) {
        floats(memory.settings)[setting.rawValue * memory.laneCount + lane] = value
    }

    private func read(_ vectors: UnsafeMutableRawPointer, _ lane: Int) -> [Float] {
        let numbers = floats(vectors)
        return (0..<configuration.shape.parameterCount).map {
            numbers[$0 * memory.laneCount + lane]
        }
    }

    private func write(_ values: [Float], to vectors: UnsafeMutableRawPointer, _ lane: Int) {
        let numbers = floats(vectors)
        for (index, value) in values.enumerated() {
            numbers[index * memory.laneCount + lane] = value
        }
    }

    private func floats(_ vectors: UnsafeMutableRawPointer) -> UnsafeMutablePointer<Float> {
        vectors.assumingMemoryBound(to: Float.self)
    }
}
