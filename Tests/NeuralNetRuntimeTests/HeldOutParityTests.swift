import NeuralNet
import NeuralNetRuntime
import NeuralNetTesting
import Testing
import TrainingModel

/// Trainings on a part of the samples, measured on another one, agree with PyTorch.
///
/// Method: the whole way of the samples, as they were read to the metrics of an epoch.
struct HeldOutParityTests {
    /// What is allowed of ``HeldOutCase/Run/distance(of:_:sampleCount:)``.
    private static let limit = 3.0

    @Test(arguments: HeldOutCase.names)
    func `parts are those of scikit-learn`(name: String) throws {
        let reference = try HeldOutCase(name)
        for part in SamplePart.allCases {
            let ours = reference.table.parts.indices(of: part, fold: reference.fold)
            #expect(ours == reference.parts[part])
        }
    }

    @Test(arguments: HeldOutCase.names)
    func `all curves agree with PyTorch as far as rounding lets it agree with itself`(
        name: String
    ) throws {
        let reference = try HeldOutCase(name)
        let validation = try #require(
            reference.table.dataset(.validation, fold: reference.fold)
        )
        let samples = try #require(reference.table.dataset(.training, fold: reference.fold))
        let trainer = try InstructionSetName.best.makePackTrainer(
            dataset: samples,
            validation: validation,
            configuration: reference.training,
            runs: reference.runs.map(\.configuration)
        )
        let epochs = (0..<reference.training.epochs).map { _ in trainer.trainEpoch() }
        for (lane, run) in reference.runs.enumerated() {
            for (column, metric) in reference.training.metrics.enumerated() {
                let values = try epochs.map { try #require($0[lane])[column] }
                let count = metric.part == .validation ? validation.count : samples.count
                let distance = run.distance(of: values, metric, sampleCount: count)
                #expect(distance <= Self.limit, "\(metric.name) of run \(lane)")
            }
        }
    }
}
