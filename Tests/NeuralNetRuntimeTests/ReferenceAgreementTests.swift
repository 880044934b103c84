import NeuralNet
import NeuralNetRuntime
import Testing

/// Holds the kernels to the slow, obvious trainer in Double, for odd sizes and depths too.
@Suite struct ReferenceAgreementTests {
    /// Few epochs, so that rounding has no time to grow: all numbers agree to Float's precision.
    @Test(arguments: PackVariety.shapes, LaneMapping.allCases)
    func `every run agrees with the reference trainer`(
        shape: TestShape,
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
                let losses = [expected.lastBatchLoss, expected.meanBatchLoss, expected.loss]
                for (ours, expected) in zip(ours, losses) {
                    #expect(abs(Double(ours) - expected) < 1e-5)
                }
                let correctCount = Double(ours[3]) * Double(dataset.count)
                #expect(abs(correctCount - Double(expected.correctCount)) < 1.5)
            }
            let distances = zip(pack.parameters[lane], reference.parameters).map {
                abs(Double(Float(bitPattern: $0)) - $1)
            }
            #expect(distances.reduce(0, max) < 1e-5)
        }
    }
}
