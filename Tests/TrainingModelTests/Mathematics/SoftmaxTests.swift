import Testing
import TrainingModel

/// Probabilities from logits.
struct SoftmaxTests {
    @Test func `equal logits are equal probabilities`() {
        #expect(
            Softmax.probabilities(of: [Float](repeating: 3, count: 4)) == [0.25, 0.25, 0.25, 0.25]
        )
    }

    /// Reference: Python's decimal module at 50 digits.
    @Test func `probabilities are those of exact arithmetic`() {
        let probabilities = Softmax.probabilities(of: [1, 2, 3] as [Float])
        let expected = [0.09003057317038046, 0.24472847105479764, 0.6652409557748218]
        for (ours, exact) in zip(probabilities, expected) {
            #expect(abs(ours - exact) <= exact.ulp)
        }
        let loss = Softmax.crossEntropy(of: [1, 2, 3] as [Float], label: 2)
        let exact = 0.407_605_964_444_380_3
        #expect(abs(loss - exact) <= 2 * exact.ulp)
    }

    @Test func `logits as large as Floats get do not overflow`() {
        let largest = Float.greatestFiniteMagnitude
        #expect(Softmax.probabilities(of: [largest, -largest]) == [1, 0])
        #expect(Softmax.crossEntropy(of: [1_000, 0] as [Float], label: 1) == 1_000)
        #expect(Softmax.crossEntropy(of: [1_000, 0] as [Float], label: 0) == 0)
    }

    @Test(arguments: [[Float.nan, 1], [1, .nan], [.infinity, 1], [.infinity, .infinity]])
    func `a logit that is no number makes all probabilities NaN`(logits: [Float]) {
        let areNaN = Softmax.probabilities(of: logits).map(\.isNaN)
        #expect(areNaN == [true, true])
        #expect(Softmax.crossEntropy(of: logits, label: 1).isNaN)
    }
}
