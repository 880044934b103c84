/// How often the samples of each class are taken for each class.
package struct ConfusionMatrix: Equatable, Sendable {
    /// The number of classes, K.
    package let classCount: Int

    /// The pairs of classes that occur, by true and then by predicted class: with many classes
    /// there are far fewer than K².
    package let cells: [Cell]

    /// How often one class is taken for one class.
    package struct Cell: Equatable, Sendable {
        /// The true class.
        package let label: Int

        /// The predicted class.
        package let prediction: Int

        /// The samples, at least 1.
        package fileprivate(set) var count: Int
    }

    /// Counts predictions.
    ///
    /// - Parameters:
    ///   - labels: The true class of each sample.
    ///   - predictions: The predicted class of each sample.
    ///   - classCount: The number of classes.
    /// - Precondition: There are as many predictions as labels, all in 0..<`classCount`.
    /// - Complexity: O(samples · log samples).
    package init(labels: [Int32], predictions: [Int32], classCount: Int) {
        precondition(
            labels.count == predictions.count,
            "\(predictions.count) predictions for \(labels.count) samples"
        )
        let pairs = zip(labels, predictions).map { label, prediction in
            precondition(
                (0..<classCount).contains(Int(label))
                    && (0..<classCount).contains(Int(prediction)),
                "class \(label), taken for \(prediction), of \(classCount) classes"
            )
            return Int(label) * classCount + Int(prediction)
        }
        var cells: [Cell] = []
        for pair in pairs.sorted() {
            let (label, prediction) = pair.quotientAndRemainder(dividingBy: classCount)
            if let last = cells.last, last.label == label, last.prediction == prediction {
                cells[cells.count - 1].count += 1
            } else {
                cells.append(Cell(label: label, prediction: prediction, count: 1))
            }
        }
        self.classCount = classCount
        self.cells = cells
    }

    /// How many samples of the class `label` are taken for `prediction`.
    ///
    /// - Complexity: O(log cells).
    package subscript(label label: Int, prediction prediction: Int) -> Int {
        var (low, high) = (0, cells.count)
        while low < high {
            let middle = (low + high) / 2
            let cell = cells[middle]
            if (cell.label, cell.prediction) < (label, prediction) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        guard low < cells.count, cells[low].label == label, cells[low].prediction == prediction
        else { return 0 }
        return cells[low].count
    }

    /// The samples.
    package var sampleCount: Int { cells.reduce(0) { $0 + $1.count } }

    /// The samples whose class is predicted.
    package var correctCount: Int {
        cells.reduce(0) { $0 + ($1.label == $1.prediction ? $1.count : 0) }
    }

    /// The share of the samples whose class is predicted; 0 without samples.
    package var accuracy: Double { Double(correctCount) / Double(max(sampleCount, 1)) }

    /// What is known of each class.
    ///
    /// - Complexity: O(K + cells).
    package var classes: [ClassScores] {
        let none = [Int](repeating: 0, count: classCount)
        var (samples, predicted, correct) = (none, none, none)
        for cell in cells {
            samples[cell.label] += cell.count
            predicted[cell.prediction] += cell.count
            if cell.label == cell.prediction { correct[cell.label] += cell.count }
        }
        return (0..<classCount).map { index in
            ClassScores(
                sampleCount: samples[index],
                predictedCount: predicted[index],
                correctCount: correct[index]
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
    package func worst(_ limit: Int) -> [Cell] {
        let mistakes = cells.filter { $0.label != $0.prediction }
        let sorted = mistakes.sorted {
            (-$0.count, $0.label, $0.prediction) < (-$1.count, $1.label, $1.prediction)
        }
        return Array(sorted.prefix(limit))
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
