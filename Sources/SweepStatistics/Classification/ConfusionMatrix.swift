/// How often the samples of each class are taken for each class.
package struct ConfusionMatrix: Equatable, Sendable {
    /// The number of classes, K.
    package let classCount: Int

    /// The counts by true and then by predicted class, shape [K, K].
    package let counts: [Int]

    /// Counts predictions.
    ///
    /// - Parameters:
    ///   - labels: The true class of each sample.
    ///   - predictions: The predicted class of each sample.
    ///   - classCount: The number of classes.
    /// - Precondition: There are as many predictions as labels, all in 0..<`classCount`.
    package init(labels: [Int32], predictions: [Int32], classCount: Int) {
        precondition(
            labels.count == predictions.count,
            "\(predictions.count) predictions for \(labels.count) samples"
        )
        var counts = [Int](repeating: 0, count: classCount * classCount)
        for (label, prediction) in zip(labels, predictions) {
            precondition(
                (0..<classCount).contains(Int(label))
                    && (0..<classCount).contains(Int(prediction)),
                "class \(label), taken for \(prediction), of \(classCount) classes"
            )
            counts[Int(label) * classCount + Int(prediction)] += 1
        }
        self.classCount = classCount
        self.counts = counts
    }

    /// How many samples of the class `label` are taken for `prediction`.
    package subscript(label label: Int, prediction prediction: Int) -> Int {
        counts[label * classCount + prediction]
    }

    /// The samples.
    package var sampleCount: Int { counts.reduce(0, +) }

    /// The samples whose class is predicted.
    package var correctCount: Int {
        (0..<classCount).reduce(0) { $0 + self[label: $1, prediction: $1] }
    }

    /// The share of the samples whose class is predicted; 0 without samples.
    package var accuracy: Double { Double(correctCount) / Double(max(sampleCount, 1)) }

    /// What is known of each class.
    ///
    /// - Complexity: O(K²).
    package var classes: [ClassScores] {
        var predicted = [Int](repeating: 0, count: classCount)
        for label in 0..<classCount {
            for prediction in 0..<classCount {
                predicted[prediction] += self[label: label, prediction: prediction]
            }
        }
        return (0..<classCount).map { index in
            ClassScores(
                sampleCount: counts[index * classCount..<(index + 1) * classCount].reduce(0, +),
                predictedCount: predicted[index],
                correctCount: self[label: index, prediction: index]
            )
        }
    }

    /// The mean of F1 over the classes that are the true or the predicted class of some sample; 0
    /// without samples.
    ///
    /// - Source: scikit-learn's `f1_score(average="macro", zero_division=0)`.
    package var macroF1: Double {
        let known = classes.compactMap(\.f1)
        return known.isEmpty ? 0 : known.reduce(0, +) / Double(known.count)
    }

    /// The largest counts of a class taken for another one, at most `limit`; of equal counts, the
    /// lower true class and then the lower predicted class first.
    package func worst(_ limit: Int) -> [(label: Int, prediction: Int, count: Int)] {
        var mistakes: [(label: Int, prediction: Int, count: Int)] = []
        for label in 0..<classCount {
            for prediction in 0..<classCount where prediction != label {
                let count = self[label: label, prediction: prediction]
                if count > 0 { mistakes.append((label, prediction, count)) }
            }
        }
        mistakes.sort {
            (-$0.count, $0.label, $0.prediction) < (-$1.count, $1.label, $1.prediction)
        }
        return Array(mistakes.prefix(limit))
    }
}

/// How well one class is told from the others.
package struct ClassScores: Equatable, Sendable {
    /// The samples of the class.
    package let sampleCount: Int

    /// The samples that are taken for it.
    package let predictedCount: Int

    /// The samples of the class that are taken for it.
    package let correctCount: Int

    /// The share of the class's samples that are taken for it; `nil` without such samples.
    package var recall: Double? { Self.share(correctCount, of: sampleCount) }

    /// The share of what is taken for the class that is of it; `nil` if nothing is.
    package var precision: Double? { Self.share(correctCount, of: predictedCount) }

    /// The harmonic mean of the two, 2c / (n + m); `nil` if no sample is of the class or taken for
    /// it, and 0 if one of the two is missing.
    package var f1: Double? { Self.share(2 * correctCount, of: sampleCount + predictedCount) }

    private static func share(_ part: Int, of whole: Int) -> Double? {
        whole == 0 ? nil : Double(part) / Double(whole)
    }
}
