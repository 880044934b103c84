import SweepStatistics
import Testing

/// Counts of predictions, against scikit-learn's.
struct ConfusionMatrixTests {
    @Test func `counts and shares are those of scikit-learn`() throws {
        for fixture in try ClassificationFixture.load().cases {
            let matrix = fixture.confusion
            let all = (0..<fixture.classCount).flatMap { label in
                (0..<fixture.classCount).map { matrix[label: label, prediction: $0] }
            }
            #expect(all == fixture.matrix)
            #expect(matrix.classes.map(\.sampleCount) == fixture.support)
            #expect(matrix.classes.map { $0.precision ?? 0 } == fixture.precision)
            #expect(matrix.classes.map { $0.recall ?? 0 } == fixture.recall)
            for (ours, theirs) in zip(matrix.classes.map { $0.f1 ?? 0 }, fixture.f1) {
                #expect(abs(ours - theirs) < 1e-12)
            }
            #expect(abs(matrix.macroF1 - fixture.macroF1) < 1e-12)
            #expect(matrix.accuracy == fixture.accuracy)
        }
    }

    @Test func `what always predicts one class is the row to beat`() throws {
        for fixture in try ClassificationFixture.load().cases {
            let always = ConfusionMatrix(
                labels: fixture.labels,
                predictions: fixture.labels.map { _ in 1 },
                classCount: fixture.classCount
            )
            #expect(always.accuracy == fixture.alwaysAccuracy)
            #expect(abs(always.macroF1 - fixture.alwaysMacroF1) < 1e-12)
            #expect(always.sampleCount == fixture.labels.count)
        }
    }

    /// Class 0 is never predicted, no sample is of class 2, and class 3 is neither.
    @Test func `what is divided by 0 is missing, and counts 0 where the class occurs`() {
        let matrix = ConfusionMatrix(labels: [0, 1, 1], predictions: [1, 1, 2], classCount: 4)
        let classes = matrix.classes
        #expect(classes.map(\.precision) == [nil, 0.5, 0, nil])
        #expect(classes.map(\.recall) == [0, 0.5, nil, nil])
        #expect(classes.map(\.f1) == [0, 0.5, 0, nil])
        #expect(matrix.macroF1 == 0.5 / 3)
        let empty = ConfusionMatrix(labels: [], predictions: [], classCount: 2)
        #expect(empty.macroF1 == 0 && empty.accuracy == 0)
    }

    @Test func `the worst confusions come first, and of equal ones the lower classes`() {
        let matrix = ConfusionMatrix(
            labels: [0, 0, 0, 1, 1, 2, 2],
            predictions: [1, 1, 0, 2, 0, 2, 0],
            classCount: 3
        )
        let worst = matrix.worst(3).map { [$0.label, $0.prediction, $0.count] }
        #expect(worst == [[0, 1, 2], [1, 0, 1], [1, 2, 1]])
        #expect(matrix.worst(9).count == 4)
    }
}
