import NeuralNet
import Testing

/// Checks the values that configure and measure a training.
@Suite struct ConfigurationTests {
    /// The quotient of two exact Floats, rounded once, is what the division in Float gives.
    @Test(arguments: [1, 3, 7, 300, 1_500, 60_000])
    func `accuracy is the exact share rounded once`(sampleCount: Int) {
        for correctCount in stride(from: 0, through: sampleCount, by: max(1, sampleCount / 100)) {
            let metrics = EpochMetrics(
                lastBatchLoss: 1,
                meanBatchLoss: 1,
                loss: 1,
                correctCount: correctCount,
                sampleCount: sampleCount
            )
            #expect(metrics.accuracy == Float(correctCount) / Float(sampleCount))
        }
    }

    @Test(arguments: [(1, 1, 1, true), (.nan, 1, 1, false), (1, .infinity, 1, false)])
    func `metrics are finite when all losses are`(
        lastBatchLoss: Float,
        meanBatchLoss: Float,
        loss: Float,
        expected: Bool
    ) {
        let metrics = EpochMetrics(
            lastBatchLoss: lastBatchLoss,
            meanBatchLoss: meanBatchLoss,
            loss: loss,
            correctCount: 0,
            sampleCount: 1
        )
        #expect(metrics.isFinite == expected)
    }

    @Test func `a run's generator starts where the runs before it stopped`() {
        var expected = MersenneTwister(seed: 8)
        expected.skip(1_234)
        let run = RunConfiguration(momentum: 0, learningRate: 1, seed: 8, generatorOffset: 1_234)
        var generator = run.makeGenerator()
        #expect(generator.next() == expected.next())
    }

    @Test func `Nesterov with dampening is a programmer's error`() async {
        await #expect(processExitsWith: .failure) {
            _ = RunConfiguration(
                momentum: 0.5,
                learningRate: 1,
                dampening: 0.1,
                nesterov: true,
                seed: 1
            )
        }
    }

    @Test func `a negative momentum is a programmer's error`() async {
        await #expect(processExitsWith: .failure) {
            _ = RunConfiguration(momentum: -0.1, learningRate: 1, seed: 1)
        }
    }

    // Not an argument of the test above: exit tests pass values as JSON, which has no NaN.
    @Test func `a momentum that is not a number is a programmer's error`() async {
        await #expect(processExitsWith: .failure) {
            _ = RunConfiguration(momentum: .nan, learningRate: 1, seed: 1)
        }
    }
}
