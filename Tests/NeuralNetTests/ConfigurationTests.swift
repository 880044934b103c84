import NeuralNet
import Testing
import TrainingModel

/// Checks the values that configure and measure a training.
@Suite struct ConfigurationTests {
    /// The quotient of two exact Floats, rounded once, is what the division in Float gives.
    @Test(arguments: [1, 3, 7, 300, 1_500, 60_000])
    func `accuracy is the exact share rounded once`(sampleCount: Int) {
        for correctCount in stride(from: 0, through: sampleCount, by: max(1, sampleCount / 100)) {
            var sums = LaneSums()
            sums.correctCount = correctCount
            let accuracy = sums.value(of: .accuracy, sampleCount: sampleCount)
            #expect(accuracy == Float(correctCount) / Float(sampleCount))
        }
    }

    @Test(arguments: [(1, 1, 1, true), (.nan, 1, 1, false), (1, .infinity, 1, false)])
    func `an epoch is finite when all of its losses are`(
        firstBatch: Float,
        lastBatch: Float,
        loss: Double,
        expected: Bool
    ) {
        var sums = LaneSums()
        sums.addBatch(loss: firstBatch)
        sums.addBatch(loss: lastBatch)
        sums.loss = loss
        #expect(sums.isFinite(sampleCount: 1) == expected)
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
