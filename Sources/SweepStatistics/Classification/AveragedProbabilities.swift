internal import TrainingModel

/// The weighted mean of the probabilities that several networks give to the same samples.
package struct AveragedProbabilities: Sendable {
    /// The number of classes, K.
    package let classCount: Int

    /// The true class of each sample.
    package let labels: [Int32]

    private var sums: [Double]
    private var weight = 0

    /// Starts without networks.
    ///
    /// - Parameters:
    ///   - labels: The true class of each sample, in 0..<K.
    ///   - classCount: The number of classes.
    package init(labels: [Int32], classCount: Int) {
        self.labels = labels
        self.classCount = classCount
        sums = [Double](repeating: 0, count: labels.count * classCount)
    }

    /// Takes a network in that weighs `weight`.
    ///
    /// - Parameters:
    ///   - table: Its logits for the samples.
    ///   - weight: From 1 on.
    /// - Precondition: The table has the same samples and classes.
    package mutating func add(_ table: LogitTable, weight: Int) {
        precondition(
            table.labels.count == labels.count && table.classCount == classCount,
            "\(table.labels.count) samples of \(table.classCount) classes are others"
        )
        self.weight += weight
        table.forEachSample { sample, probabilities in
            // A network whose numbers overflow on a sample says nothing of it.
            for (index, probability) in probabilities.enumerated() where probability > 0 {
                sums[sample * classCount + index] += Double(weight) * probability
            }
        }
    }

    /// The mean of −ln p of the true class, with p at least the smallest normal Float, as in the
    /// choice of an ensemble.
    package var logLoss: Double {
        let losses = labels.enumerated().map { sample, label in
            let mean = sums[sample * classCount + Int(label)] / Double(weight)
            return -ElementaryFunctions.logarithm(max(mean, Double(Float.leastNormalMagnitude)))
        }
        return losses.reduce(0, +) / Double(labels.count)
    }

    /// The samples whose class has the largest probability, the first one among equals.
    package var correctCount: Int {
        labels.enumerated().count { sample, label in
            let row = sums[sample * classCount..<(sample + 1) * classCount]
            guard let largest = row.max(), let first = row.firstIndex(of: largest) else {
                return false
            }
            return first - row.startIndex == Int(label)
        }
    }
}
