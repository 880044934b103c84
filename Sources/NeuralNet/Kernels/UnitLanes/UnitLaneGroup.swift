internal import TrainingModel

/// Runs of a wide network that train one after the other, epoch by epoch, units side by side.
///
/// One thread at a time may use a group.
final class UnitLaneGroup {
    private let kernels: UnitLaneKernels
    private let configuration: TrainingConfiguration
    private let runs: [RunConfiguration]
    private let rules: [StepRule]
    private let sizes: UnitLaneSizes
    private let storage: UnsafeMutablePointer<Float>
    private let memories: [UnitLaneMemory]
    private var isRetired: [Bool]

    /// The size of the allocation.
    let allocatedBytes: Int

    /// Makes a group whose parameters and velocities are zero.
    ///
    /// - Parameters:
    ///   - kernels: The kernels.
    ///   - configuration: The training.
    ///   - runs: The runs.
    init(kernels: UnitLaneKernels, configuration: TrainingConfiguration, runs: [RunConfiguration]) {
        let sizes = UnitLaneSizes(
            configuration: configuration,
            laneCount: kernels.laneCount,
            panelVectors: kernels.panelVectors
        )
        allocatedBytes = sizes.floatCount(runCount: runs.count) * MemoryLayout<Float>.stride
        let storage = UnsafeMutableRawPointer.allocate(byteCount: allocatedBytes, alignment: 64)
            .initializeMemory(
                as: Float.self,
                repeating: 0,
                count: sizes.floatCount(runCount: runs.count)
            )
        memories = runs.indices.map {
            UnitLaneMemory(sizes: sizes, storage: storage, run: $0, runCount: runs.count)
        }
        self.kernels = kernels
        self.configuration = configuration
        self.runs = runs
        self.sizes = sizes
        self.storage = storage
        rules = runs.map { StepRule(runs: [$0]) }
        isRetired = Array(repeating: false, count: runs.count)
        for (lane, run) in runs.enumerated() {
            set(.negativeLearningRate, -Float(run.setting.learningRate), lane)
            let values = run.setting.laneValues(classCount: configuration.shape.classCount)
            for (setting, value) in values { set(setting, value, lane) }
        }
    }

    deinit { storage.deallocate() }
}

extension UnitLaneGroup: LaneGroup {
    var runCount: Int { runs.count }

    func trainEpoch(_ epoch: Int, on samples: EpochSamples) -> [BatchSums] {
        runs.indices.map { lane in
            let ordered = EpochSamples(
                features: samples.features,
                labels: samples.labels,
                count: samples.count,
                orders: samples.orders.map { $0 + lane * samples.count }
            )
            return isRetired[lane] ? BatchSums() : trainEpoch(epoch, of: lane, on: ordered)
        }
    }

    func measure(_ samples: EpochSamples) -> [PartSums] {
        runs.indices.map { lane in
            var sums = PartSums(sampleCount: samples.count)
            guard !isRetired[lane] else { return sums }
            for start in stride(from: 0, to: samples.count, by: PackNumerics.sumLength) {
                let count = min(PackNumerics.sumLength, samples.count - start)
                let (loss, correctCount) = kernels.evaluate(memories[lane], samples, start, count)
                sums.add(loss: loss, correctCount: correctCount)
            }
            return sums
        }
    }

    func parameters(ofLane lane: Int) -> [Float] { read(memories[lane].parameters) }

    func velocities(ofLane lane: Int) -> [Float] { read(memories[lane].velocities) }

    func load(parameters: [Float], velocities: [Float], intoLane lane: Int) {
        write(parameters, to: memories[lane].parameters)
        write(velocities, to: memories[lane].velocities)
        isRetired[lane] = false
    }

    func retire(lane: Int) {
        isRetired[lane] = true
    }
}

extension UnitLaneGroup {
    private func trainEpoch(_ epoch: Int, of lane: Int, on samples: EpochSamples) -> BatchSums {
        let memory = memories[lane]
        var sums = BatchSums()
        for start in stride(from: 0, to: samples.count, by: configuration.batch) {
            let count = min(configuration.batch, samples.count - start)
            let isFirstStep = epoch == 0 && start == 0
            set(.gradientShare, runs[lane].gradientShare(isFirstStep: isFirstStep), lane)
            let loss = kernels.train(memory, samples, start, count, rules[lane])
            sums.add(loss: Float(loss / Double(count)))
        }
        return sums
    }

    private func set(_ setting: RunLaneSetting, _ value: Float, _ lane: Int) {
        let first = memories[lane].settings + setting.rawValue * sizes.laneCount
        first.update(repeating: value, count: sizes.laneCount)
    }

    private func read(_ numbers: UnsafeMutablePointer<Float>) -> [Float] {
        var values: [Float] = []
        values.reserveCapacity(configuration.shape.parameterCount)
        forEachParameter { values.append(numbers[$0]) }
        return values
    }

    private func write(_ values: [Float], to numbers: UnsafeMutablePointer<Float>) {
        var index = 0
        forEachParameter {
            numbers[$0] = values[index]
            index += 1
        }
    }

    /// Hands the offset of each parameter to `body`, in PyTorch's order.
    private func forEachParameter(_ body: (Int) -> Void) {
        for layout in sizes.layers {
            let panels = PanelMatrix(
                base: storage,
                panelWidth: sizes.panelWidth,
                rowCapacity: layout.paddedInputs
            )
            for output in 0..<layout.layer.outputs {
                for input in 0..<layout.layer.inputs {
                    body(layout.weightOffset + panels.index(input, output))
                }
            }
            for output in 0..<layout.layer.outputs { body(layout.biasOffset + output) }
        }
    }
}
