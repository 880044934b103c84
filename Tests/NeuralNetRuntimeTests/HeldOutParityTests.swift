import NeuralNet
import NeuralNetRuntime
import NeuralNetTesting
import Testing
import TrainingModel

/// Trainings on a part of the samples, measured on another one, agree with PyTorch.
///
/// Method: the whole way of the samples, as they were read to the metrics of an epoch; each test
/// attaches the worst ratio of every run.
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

    @Test(arguments: HeldOutCase.names, InstructionSetName.supported)
    func `all curves agree with PyTorch as far as rounding lets it agree with itself`(
        name: String,
        instructionSet: InstructionSetName
    ) throws {
        let reference = try HeldOutCase(name)
        for mapping in LaneMapping.allCases {
            for pack in reference.packs {
                let trained = TrainedPack(
                    instructionSet,
                    try #require(reference.table.dataset(.training, fold: reference.fold)),
                    pack.training,
                    pack.runs.map(\.configuration),
                    mapping: mapping,
                    validation: reference.table.dataset(.validation, fold: reference.fold)
                )
                for (run, metrics) in zip(pack.runs, trained.metrics) {
                    let worst = reference.worst(run) { metric in
                        let column = pack.training.metrics.firstIndex(of: metric) ?? 0
                        return metrics.map { Double($0[column]) }
                    }
                    let text =
                        "\(name) \(run.configuration.setting.optimizer) "
                        + "\(worst.metric.name) \(worst.ratio)"
                    Attachment.record(text, named: "\(name)-\(instructionSet)-\(mapping).txt")
                    #expect(worst.ratio <= Self.limit, "\(mapping) \(text)")
                }
            }
        }
    }
}
