import NeuralNet
import Testing
import TrainingModel

/// Checks the reference network on cases that can be worked out by hand.
@Suite struct ReferenceNetworkTests {
    @Test func `hidden layers pass positive sums only and the last layer passes all`() {
        // Hidden: (x − 1, −x); logits: (10·h₀ + h₁ + 5, −h₀ − 2·h₁).
        let network = ReferenceNetwork(
            shape: NetworkShape(layers: [1, 2, 2]),
            parameters: [1, -1] + [-1, 0] + [10, 1, -1, -2] + [5, 0]
        )
        #expect(network.activations(for: [3]) == [[3], [2, 0], [25, -2]])
        #expect(network.activations(for: [-4]) == [[-4], [0, 4], [9, -8]])
    }

    @Test func `a sum that is not a number stays so behind ReLU`() {
        let network = ReferenceNetwork(
            shape: NetworkShape(layers: [1, 1, 2]),
            parameters: [.nan, 0, 1, 1, 0, 0]
        )
        #expect(network.logits(for: [1]).map(\.isNaN) == [true, true])
    }

    /// With logits (z, −z): loss ln(1 + exp(∓2z)), which is 2000 for the wrong class at z = 1000.
    @Test(arguments: [(0, 0.0), (1, 2_000.0)])
    func `large logits do not overflow the loss`(label: Int, expected: Double) {
        let network = ReferenceNetwork(
            shape: NetworkShape(layers: [1, 2]),
            parameters: [1_000, -1_000, 0, 0]
        )
        var gradient = [0.0, 0, 0, 0]
        let targets = [0, 1].map { $0 == label ? 1.0 : 0 }
        #expect(network.addGradient(of: [1], targets: targets, to: &gradient) == expected)
        #expect(gradient == (label == 0 ? [0, 0, 0, 0] : [1, -1, 1, -1]))
    }

    @Test(arguments: [([0, 0, 0], 0), ([1, 3, 3], 1), ([-2, -1, -1.5], 1), ([0, 1, 2], 2)])
    func `the first of the largest logits names the class`(logits: [Double], expected: Int) {
        #expect(ReferenceNetwork.predictedClass(logits: logits) == expected)
    }
}

/// Checks the derivatives of the reference network against differences of its loss.
@Suite struct GradientTests {
    /// Compares ∂L/∂p with (L(p + h) − L(p − h)) / 2h for each parameter.
    ///
    /// The two agree to O(h²). The seed draws parameters and sample; none of these stands so near
    /// to ReLU's corner that h moves it across.
    @Test(
        arguments: [
            [1, 2], [3, 2], [2, 1, 3], [1, 1, 1, 2], [4, 7, 5], [3, 5, 2, 4], [7, 3, 5, 3, 9],
        ],
        0..<8 as Range<UInt64>
    )
    func `the gradient is the slope of the loss`(layers: [Int], seed: UInt64) {
        let shape = NetworkShape(layers: layers)
        var generator = MersenneTwister(seed: seed)
        let parameters = shape.initialParameters(drawnFrom: &generator).map(Double.init)
        let sample = (0..<shape.inputCount).map { _ in Double(generator.uniform(from: -2, to: 2)) }
        // Of smoothed labels and weighted classes: above 0, with any sum.
        let targets = (0..<shape.classCount).map { _ in
            Double(generator.uniform(from: 0.1, to: 2))
        }
        let network = ReferenceNetwork(shape: shape, parameters: parameters)
        var gradient = [Double](repeating: 0, count: shape.parameterCount)
        let loss = network.addGradient(of: sample, targets: targets, to: &gradient)
        #expect(loss > 0)

        let step = 1e-6
        for index in gradient.indices {
            let slope =
                (lossAfterMoving(index, by: step) - lossAfterMoving(index, by: -step)) / (2 * step)
            #expect(abs(slope - gradient[index]) < 1e-8, "parameter \(index) of \(layers)")
        }

        func lossAfterMoving(_ index: Int, by distance: Double) -> Double {
            var moved = network
            moved.parameters[index] += distance
            var ignored = gradient
            return moved.addGradient(of: sample, targets: targets, to: &ignored)
        }
    }

    @Test func `gradients add up over samples`() {
        let shape = NetworkShape(layers: [2, 3, 2])
        var generator = MersenneTwister(seed: 5)
        let parameters = shape.initialParameters(drawnFrom: &generator).map(Double.init)
        let network = ReferenceNetwork(shape: shape, parameters: parameters)
        var once = [Double](repeating: 0, count: shape.parameterCount)
        _ = network.addGradient(of: [0.3, -1], targets: [0, 1], to: &once)
        var twice = once
        _ = network.addGradient(of: [0.3, -1], targets: [0, 1], to: &twice)
        #expect(twice == once.map { 2 * $0 })
    }
}
