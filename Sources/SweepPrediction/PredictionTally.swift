internal import TrainingModel

/// How right predictions are where the class is known, and which rows have none.
package struct PredictionTally: Hashable, Sendable {
    /// Some rows of a kind: how many, and the line of the first.
    package struct Rows: Hashable, Sendable {
        /// How many there are.
        package private(set) var count = 0

        /// The line of the first one; 0 if there is none.
        package private(set) var firstLine = 0

        /// Counts one more.
        mutating func add(line: Int) {
            if count == 0 { firstLine = line }
            count += 1
        }
    }

    /// The rows that were read.
    package private(set) var rowCount = 0

    /// The rows that have a prediction and whose class the network knows.
    package private(set) var labelledCount = 0

    /// Those of them that are predicted right.
    package private(set) var correctCount = 0

    /// The rows whose outputs are not finite.
    package private(set) var unpredicted = Rows()

    /// The rows whose label is the name of no class.
    package private(set) var unknown = Rows()

    private var lossSum = 0.0

    /// Starts without rows.
    package init() {}

    /// The share of the rows with a class that are predicted right; `nil` without such rows.
    package var accuracy: Double? {
        labelledCount > 0 ? Double(correctCount) / Double(labelledCount) : nil
    }

    /// The mean of −ln p over the rows with a class, p being its probability; `nil` without such
    /// rows.
    package var loss: Double? { labelledCount > 0 ? lossSum / Double(labelledCount) : nil }

    /// Counts a row.
    ///
    /// - Parameters:
    ///   - prediction: What is said of it.
    ///   - label: What its label says.
    ///   - line: Where it is in its file.
    mutating func add(_ prediction: Prediction, label: FeatureTable.Label, line: Int) {
        rowCount += 1
        guard let predicted = prediction.classIndex else { return unpredicted.add(line: line) }
        switch label {
        case .none: return
        case .unknown: unknown.add(line: line)
        case .known(let index):
            labelledCount += 1
            if predicted == index { correctCount += 1 }
            lossSum += Softmax.crossEntropy(of: prediction.logits, label: index)
        }
    }
}
