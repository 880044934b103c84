import Testing
import TrainingModel

/// The weights of classes by how many samples they have.
@Suite struct ClassWeightTests {
    /// `compute_class_weight("balanced", classes=[0, 1, 2], y=…)` of scikit-learn gives the same.
    @Test func `balanced weights make all classes count alike`() {
        let labels: [Int32] = [0, 1, 0, 2, 0, 0, 1, 0]
        let weights = ClassWeight.balanced.weights(of: labels, classCount: 3)
        let expected: [Double] = [8 / 15, 8 / 6, 8 / 3]
        #expect(weights == expected)
        let sums = weights.enumerated().map { index, weight in
            weight * Double(labels.filter { $0 == index }.count)
        }
        for sum in sums { #expect(abs(sum - 8.0 / 3) < 1e-15) }
    }

    @Test func `classes of equal size weigh exactly 1`() {
        let labels = (0..<21).map { Int32($0 % 3) }
        #expect(ClassWeight.balanced.weights(of: labels, classCount: 3) == [1, 1, 1])
    }

    @Test func `without weights all classes weigh 1`() {
        #expect(ClassWeight.none.weights(of: [0, 0, 1], classCount: 3) == [1, 1, 1])
    }

    @Test func `a class without samples weighs 0`() {
        #expect(ClassWeight.balanced.weights(of: [1, 1, 1], classCount: 3) == [0, 1.0 / 3, 0])
    }
}
