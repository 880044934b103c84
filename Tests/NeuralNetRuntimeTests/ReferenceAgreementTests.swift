import NeuralNet
import NeuralNetRuntime
import Testing

/// Holds the kernels to the slow, obvious trainer in Double, for odd sizes and depths too.
@Suite struct ReferenceAgreementTests {
    /// Few epochs, so that rounding has no time to grow: all numbers agree to Float's precision.
    @Test(arguments: PackVariety.shapes, LaneMapping.allCases)
    func `every run agrees with the reference trainer`(
        shape: PackShape,
        mapping: LaneMapping
    ) throws {
        let dataset = shape.makeDataset()
        let configuration = shape.configuration(epochs: 3, shuffle: mapping == .units)
        let pack = TrainedPack(.best, dataset, configuration, PackVariety.runs, mapping: mapping)
        for (lane, run) in PackVariety.runs.enumerated() {
            let reference = ReferenceTrainer(dataset: dataset, training: configuration, run: run)
                .train()
            try #require(pack.metrics[lane].count == reference.epochs.count)
            for (ours, expected) in zip(pack.metrics[lane], reference.epochs) {
                #expect(abs(Double(ours.lastBatchLoss) - expected.lastBatchLoss) < 1e-5)
                #expect(abs(Double(ours.meanBatchLoss) - expected.meanBatchLoss) < 1e-5)
                #expect(abs(Double(ours.loss) - expected.loss) < 1e-5)
                #expect(abs(ours.correctCount - expected.correctCount) <= 1)
            }
            let distances = zip(pack.parameters[lane], reference.parameters).map {
                abs(Double(Float(bitPattern: $0)) - $1)
            }
            #expect(distances.reduce(0, max) < 1e-5)
        }
    }
}
