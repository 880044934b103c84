import NeuralNet
import NeuralNetRuntime
import Testing
import TrainingModel

/// A pack after its last epoch, with all that it measured.
struct TrainedPack {
    /// The metrics of each run up to its divergence.
    private(set) var metrics: [[[Float]]]

    /// The epoch, counted from 0, in which each run diverged.
    let divergedEpochs: [Int?]

    /// The bits of each run's final parameters.
    let parameters: [[UInt32]]

    /// Trains all epochs.
    init(
        _ instructionSet: InstructionSetName,
        _ dataset: Dataset,
        _ configuration: TrainingConfiguration,
        _ runs: [RunConfiguration],
        mapping: LaneMapping? = nil
    ) {
        let trainer = PackTrainer(
            dataset: dataset,
            configuration: configuration,
            runs: runs,
            kernels: instructionSet.kernels,
            mapping: mapping
        )
        metrics = Array(repeating: [], count: runs.count)
        for _ in 0..<configuration.epochs {
            for (lane, values) in trainer.trainEpoch().enumerated() {
                if let values { metrics[lane].append(values) }
            }
        }
        divergedEpochs = trainer.outcomes.map { outcome in
            if case .diverged(let epoch) = outcome { epoch } else { nil }
        }
        parameters = runs.indices.map { trainer.parameters(ofLane: $0).map(\.bitPattern) }
    }
}
