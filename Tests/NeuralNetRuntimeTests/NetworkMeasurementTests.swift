import NeuralNet
import NeuralNetRuntime
import Testing
import TrainingModel

/// Trained networks that are measured once more, on samples that no training has seen.
struct NetworkMeasurementTests {
    /// More runs than a pack has.
    private static let runCount = 21

    @Test(arguments: [[5, 7, 6, 4], [5, 4], [5, 130, 4]])
    func `networks come to what their trainings measured, on every instruction set and mapping`(
        layers: [Int]
    ) throws {
        let shape = TestShape(layers, batch: 9, rows: 201)
        let dataset = shape.makeDataset()
        let training = dataset.rows(0..<120)
        // Partial sums of 64 losses are incomplete.
        let heldOut = dataset.rows(120..<201)
        var networks: [[Float]] = []
        var expected: [[Float]] = []
        for first in stride(from: 0, to: Self.runCount, by: Limits.runsPerPack) {
            let last = min(first + Limits.runsPerPack, Self.runCount)
            let runs = (first..<last).map { index in
                RunConfiguration(
                    Setting(momentum: Double(index) / 25, batch: 9, layers: layers),
                    seed: UInt64(index)
                )
            }
            let trainer = try InstructionSetName.best.makePackTrainer(
                dataset: training,
                validation: heldOut,
                configuration: TrainingConfiguration(
                    PackShape(runs[0].setting),
                    epochs: 2,
                    shuffle: true,
                    metrics: Metric.heldOut
                ),
                runs: runs
            )
            _ = trainer.trainEpoch()
            expected += try trainer.trainEpoch().map { try #require($0) }
            networks += runs.indices.map { trainer.parameters(ofLane: $0) }
        }
        for instructionSet in InstructionSetName.supported {
            let measured = instructionSet.measure(
                networks,
                of: NetworkShape(layers: layers),
                activation: .relu,
                on: heldOut
            )
            #expect(measured.map { [$0.loss, $0.accuracy] } == expected)
            for mapping in LaneMapping.allCases {
                let sums = instructionSet.kernels.measure(
                    networks,
                    of: NetworkShape(layers: layers),
                    activation: .relu,
                    on: heldOut,
                    mapping: mapping
                )
                #expect(sums.map { [$0.meanLoss, $0.accuracy] } == expected)
            }
        }
    }
}
