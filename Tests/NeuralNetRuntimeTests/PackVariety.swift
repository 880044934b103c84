import NeuralNet
import TrainingModel

/// Packs for tests: runs that differ in every setting, and networks of odd sizes.
enum PackVariety {
    /// Sixteen runs, no two alike.
    static let runs: [RunConfiguration] = (0..<16).map { index in
        let isNesterov = index % 4 == 1
        return RunConfiguration(
            Setting(
                momentum: index % 5 == 0 ? 0 : 0.06 * Double(index),
                learningRate: 0.02 + 0.01 * Double(index % 3),
                nesterov: isNesterov,
                dampening: index % 4 == 2 ? 0.3 : 0,
                weightDecay: index % 3 == 1 ? 0.01 : 0,
                labelSmoothing: index % 4 == 3 ? 0.1 : 0
            ),
            seed: UInt64(index / 2),
            generatorOffset: UInt64(index % 2)
        )
    }

    /// A name, a network, a batch and the number of samples.
    static let shapes: [TestShape] = [
        TestShape([2, 3], batch: 7, rows: 20),
        TestShape([1, 1, 2], batch: 1, rows: 5),
        TestShape([2, 50, 3], batch: 20, rows: 150),
        TestShape([5, 7, 6, 4], batch: 9, rows: 32),
        TestShape([3, 17, 1, 9, 2], batch: 70, rows: 141),
        TestShape([13, 16, 5], batch: 100, rows: 70),
        TestShape([64, 128, 64, 10], batch: 32, rows: 101),
        TestShape([20, 83, 3], batch: 13, rows: 40),
    ]
}
