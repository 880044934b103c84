import NeuralNet
import NeuralNetRuntime
import Testing
import TrainingModel

/// A metric that is recorded only when it is asked for.
@Suite struct ParameterNormTests {
    private let shape = TestShape([3, 11, 4], batch: 6, rows: 40)

    private func pack(
        _ metrics: [Metric],
        _ mapping: LaneMapping,
        _ instructionSet: InstructionSetName = .best
    ) -> TrainedPack {
        let training = TrainingConfiguration(
            PackShape(Setting(batch: shape.batch, layers: shape.layers)),
            epochs: 3,
            shuffle: true,
            metrics: metrics
        )
        return TrainedPack(
            instructionSet,
            shape.makeDataset(),
            training,
            PackVariety.runs,
            mapping: mapping
        )
    }

    @Test(arguments: InstructionSetName.supported, LaneMapping.allCases)
    func `the last norm is that of the parameters, and nothing else changes`(
        instructionSet: InstructionSetName,
        mapping: LaneMapping
    ) {
        let plain = pack(Metric.standard, mapping, instructionSet)
        let normed = pack(Metric.standard + [.parameterNorm], mapping, instructionSet)
        let first = pack([.parameterNorm, .loss], mapping, instructionSet)
        for lane in PackVariety.runs.indices {
            let sum = normed.parameters[lane].reduce(0.0) { sum, bits in
                let value = Double(Float(bitPattern: bits))
                return sum + value * value
            }
            let norm = Float(sum.squareRoot())
            #expect(normed.metrics[lane].last?.last == norm)
            #expect(first.metrics[lane].last == [norm, plain.metrics[lane].last?[2] ?? .nan])
            #expect(normed.metrics[lane].map { Array($0.prefix(4)) } == plain.metrics[lane])
            #expect(normed.parameters[lane] == plain.parameters[lane])
        }
    }

    @Test func `the norm agrees with the reference trainer`() {
        let normed = pack([.parameterNorm], .runs)
        let training = TrainingConfiguration(
            PackShape(Setting(batch: shape.batch, layers: shape.layers)),
            epochs: 3,
            shuffle: true
        )
        for (lane, run) in PackVariety.runs.enumerated() {
            let reference = ReferenceTrainer(
                dataset: shape.makeDataset(),
                training: training,
                run: run
            ).train()
            let norm = reference.parameters.reduce(0) { $0 + $1 * $1 }.squareRoot()
            let ours = Double(normed.metrics[lane].last?.first ?? .nan)
            #expect(abs(ours - norm) < 1e-5 * norm)
        }
    }
}
