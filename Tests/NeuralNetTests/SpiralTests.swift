import Digest
import NeuralNet
import NeuralNetTesting
import Testing

/// Holds the spiral to NumPy's bits.
@Suite struct SpiralTests {
    @Test(arguments: ReferenceCase.Fixture.allCases)
    func `the features are NumPy's, bit for bit`(fixture: ReferenceCase.Fixture) throws {
        let reference = try ReferenceCase(fixture)
        let digest = reference.dataset.features.withUnsafeBytes { Digest(sha256: $0) }
        #expect("\(digest)" == reference.datasetSHA256)
    }

    @Test func `the arms stand one after the other`() {
        let spiral = Dataset.spiral(classes: 4, points: 3, noise: 0.1, seed: 2)
        #expect(spiral.labels == [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3])
        #expect(spiral.classNames == ["0", "1", "2", "3"])
        #expect(spiral.count == 12)
        #expect(spiral.classCount == 4)
    }

    @Test func `an arm of one point is the origin`() {
        let spiral = Dataset.spiral(classes: 2, points: 1, noise: 0.2, seed: 3)
        #expect(spiral.features == [0, 0, 0, 0])
    }
}
