import NeuralNet
import Testing
import TrainingModel

/// Checks the values that configure and measure a training.
@Suite struct ConfigurationTests {
    /// The quotient of two exact Floats, rounded once, is what the division in Float gives.
    @Test(arguments: [1, 3, 7, 300, 1_500, 60_000])
    func `accuracy is the exact share rounded once`(sampleCount: Int) {
        for correctCount in stride(from: 0, through: sampleCount, by: max(1, sampleCount / 100)) {
            var sums = PartSums(sampleCount: sampleCount)
            sums.add(loss: 0, correctCount: correctCount)
            #expect(sums.accuracy == Float(correctCount) / Float(sampleCount))
        }
    }

    @Test(arguments: [
        (1, 1, 1, nil, true), (.nan, 1, 1, nil, false), (1, .infinity, 1, nil, false),
        (1, 1, .nan, nil, false), (1, 1, 1, 1, true), (1, 1, 1, .infinity, false),
    ])
    func `an epoch is finite when all of its losses are`(
        firstBatch: Float,
        lastBatch: Float,
        loss: Double,
        validationLoss: Double?,
        expected: Bool
    ) {
        func sums(_ loss: Double) -> PartSums {
            var sums = PartSums(sampleCount: 1)
            sums.add(loss: loss, correctCount: 0)
            return sums
        }
        var batches = BatchSums()
        batches.add(loss: firstBatch)
        batches.add(loss: lastBatch)
        let lane = LaneSums(
            batches: batches,
            training: sums(loss),
            validation: validationLoss.map(sums)
        )
        #expect(lane.isFinite == expected)
    }

    @Test func `a run's generator starts where the runs before it stopped`() {
        var expected = MersenneTwister(seed: 8)
        expected.skip(1_234)
        let run = RunConfiguration(
            Setting(momentum: 0, learningRate: 1),
            seed: 8,
            generatorOffset: 1_234
        )
        var generator = run.makeGenerator()
        #expect(generator.next() == expected.next())
    }

    @Test func `a trainer takes no settings that are out of range`() async {
        await #expect(processExitsWith: .failure) {
            Setting(momentum: 0.5, nesterov: true, dampening: 0.1).checkRanges()
        }
        await #expect(processExitsWith: .failure) { Setting(momentum: -0.1).checkRanges() }
        await #expect(processExitsWith: .failure) { Setting(momentum: .nan).checkRanges() }
        await #expect(processExitsWith: .failure) { Setting(learningRate: 0).checkRanges() }
        Setting(momentum: 0.5, nesterov: true).checkRanges()
    }
}
