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
        #expect(network.addGradient(of: [1], label: label, to: &gradient) == expected)
        #expect(gradient == (label == 0 ? [0, 0, 0, 0] : [1, -1, 1, -1]))
    }

    @Test(arguments: [([0, 0, 0], 0), ([1, 3, 3], 1), ([-2, -1, -1.5], 1), ([0, 1, 2], 2)])
    func `the first of the largest logits names the class`(logits: [Double], expected: Int) {
        #expect(ReferenceNetwork.predictedClass(logits: logits) == expected)
    }
}
