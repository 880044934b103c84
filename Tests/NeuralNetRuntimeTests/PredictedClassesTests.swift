import Foundation
import NeuralNet
import NeuralNetRuntime
import Testing
import TrainingModel

/// What trained networks predict, by each instruction set.
struct PredictedClassesTests {
    /// A narrow network, one whose lanes are units, one without hidden layers, one with many
    /// classes.
    private static let shapes = [[2, 50, 3], [2, 300, 200, 3], [2, 3], [2, 9, 7, 40]]

    /// Those with ReLUs, and one with narrow and wide layers for each activation.
    private static let networks: [(layers: [Int], activation: Activation)] =
        shapes.map { ($0, .relu) } + Activation.allCases.map { ([2, 9, 300, 3], $0) }

    @Test(arguments: InstructionSetName.supported, networks)
    func `as many classes are right as the last epoch's accuracy counted`(
        instructionSet: InstructionSetName,
        network: (layers: [Int], activation: Activation)
    ) throws {
        let layers = network.layers
        let classCount = layers[layers.count - 1]
        let dataset = Dataset.spiral(classes: classCount, points: 20, noise: 0.2, seed: 1)
        let runs = [0, 0.5, 0.9, 0.95, 0.97].enumerated().map { index, momentum in
            var setting = Setting(momentum: momentum, batch: 7, layers: layers)
            setting.activation = network.activation
            return RunConfiguration(setting, seed: UInt64(index))
        }
        let trainer = try instructionSet.makePackTrainer(
            dataset: dataset,
            configuration: TrainingConfiguration(
                PackShape(runs[0].setting),
                epochs: 4,
                shuffle: true
            ),
            runs: runs
        )
        var last: [[Float]?] = []
        for _ in 0..<4 { last = trainer.trainEpoch() }
        let accuracies = try last.map {
            try #require($0)[try #require(Metric.standard.firstIndex(of: .accuracy))]
        }
        let predictions = instructionSet.predictedClasses(
            of: NetworkShape(layers: layers),
            activation: network.activation,
            parameters: runs.indices.map(trainer.parameters),
            features: dataset.features
        )
        let shares = predictions.map { classes in
            let rightCount = zip(classes, dataset.labels).count { $0 == $1 }
            return Float(Double(rightCount) / Double(dataset.count))
        }
        #expect(shares == accuracies)
    }

    @Test func `of equal logits the first one counts, and every block length is served`() {
        let shape = NetworkShape(layers: [1, 3])
        // The second and the third class have equal logits everywhere.
        let parameters: [Float] = [0, 1, 1, 0, 0, 0]
        for count in 1...8 {
            let features = (0..<count).map { Float($0) - 3 }
            let classes = InstructionSetName.best.predictedClasses(
                of: shape,
                activation: .relu,
                parameters: [parameters],
                features: features
            )
            #expect(classes == [features.map { $0 > 0 ? 1 : 0 }])
        }
    }
    /// Lane groups of all widths, and of more networks than the widest has lanes.
    @Test(arguments: shapes, [1, 3, 5, 17])
    func `logits have equal bits by all instruction sets, and the largest is the class`(
        layers: [Int],
        networkCount: Int
    ) {
        let shape = NetworkShape(layers: layers)
        let classCount = shape.classCount
        let dataset = Dataset.spiral(classes: classCount, points: 7, noise: 0.2, seed: 1)
        let networks = (0..<networkCount).map { seed in
            var generator = MersenneTwister(seed: UInt64(seed))
            return shape.initialParameters(drawnFrom: &generator)
        }
        let logits = InstructionSetName.baseline.logits(
            of: shape,
            activation: .gelu,
            parameters: networks,
            features: dataset.features
        )
        #expect(logits.map(\.count) == networks.map { _ in dataset.count * classCount })
        for instructionSet in InstructionSetName.supported {
            let others = instructionSet.logits(
                of: shape,
                activation: .gelu,
                parameters: networks,
                features: dataset.features
            )
            #expect(others.map { $0.map(\.bitPattern) } == logits.map { $0.map(\.bitPattern) })
        }
        let classes = InstructionSetName.best.predictedClasses(
            of: shape,
            activation: .gelu,
            parameters: networks,
            features: dataset.features
        )
        let largest = logits.map { logits in
            (0..<dataset.count).map { sample -> Int32 in
                let row = Array(logits[sample * classCount..<(sample + 1) * classCount])
                return Int32(row.firstIndex(of: row.max() ?? 0) ?? -1)
            }
        }
        #expect(largest == classes)
    }

    @Test func `logits are sums of products and the bias`() {
        let logits = InstructionSetName.best.logits(
            of: NetworkShape(layers: [2, 2]),
            activation: .identity,
            parameters: [[1, 2, 3, 4, 0.5, -0.5]],
            features: [1, 10, 100, 1_000]
        )
        #expect(logits == [[21.5, 42.5, 2_100.5, 4_299.5]])
    }

    /// A hidden unit of weight 1 that the first class counts once and the second one not at all.
    @Test(arguments: Activation.allCases)
    func `a hidden unit gives what its activation makes of its sum`(activation: Activation) {
        let sums: [Float] = [-30, -3, -1, -0.25, 0, 0.25, 1, 3, 30]
        let logits = InstructionSetName.best.logits(
            of: NetworkShape(layers: [1, 1, 2]),
            activation: activation,
            parameters: [[1, 0, 1, 0, 0, 0]],
            features: sums
        )[0]
        for (index, sum) in sums.enumerated() {
            let expected = Self.output(of: activation, Double(sum))
            #expect(abs(Double(logits[2 * index]) - expected) <= 1e-6 * max(1, abs(expected)))
            #expect(logits[2 * index + 1] == 0)
        }
    }

    /// The formulas of PyTorch.
    private static func output(of activation: Activation, _ sum: Double) -> Double {
        switch activation {
        case .relu: max(sum, 0)
        case .leakyRelu: sum > 0 ? sum : 0.01 * sum
        case .elu: sum > 0 ? sum : exp(sum) - 1
        case .tanh: tanh(sum)
        case .sigmoid: 1 / (1 + exp(-sum))
        case .silu: sum / (1 + exp(-sum))
        case .gelu: sum * (1 + erf(sum / 2.squareRoot())) / 2
        case .identity: sum
        }
    }
}
