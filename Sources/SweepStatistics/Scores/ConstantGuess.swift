internal import TrainingModel

/// What constant guesses cost that know the training part alone, in the units that are trained on.
package enum ConstantGuess {
    /// What the class shares of the training part cost on another part: −Σ qₖ·ln pₖ, for
    /// cross-entropy.
    ///
    /// It is the entropy of the shares where both parts have the same ones.
    ///
    /// - Parameters:
    ///   - training: The samples of each class in the training part, which give p.
    ///   - counts: Those in the other part, which give q.
    /// - Returns: The mean loss in nats; `nil` without samples, and where a class of the other part
    ///   is none of the training part.
    package static func crossEntropy(
        ofClassCounts training: [Int],
        on counts: [Int]
    ) -> Double? {
        let (total, others) = (training.reduce(0, +), counts.reduce(0, +))
        guard total > 0, others > 0, zip(training, counts).allSatisfy({ $0 > 0 || $1 == 0 })
        else { return nil }
        return zip(training, counts).reduce(0) { loss, count in
            guard count.1 > 0 else { return loss }
            let share = Double(count.0) / Double(total)
            return loss - Double(count.1) / Double(others) * ElementaryFunctions.logarithm(share)
        }
    }

    /// The entropy of the class shares in nats, for cross-entropy.
    ///
    /// - Parameter counts: The samples of each class in the training part.
    /// - Returns: −Σ pₖ·ln pₖ; 0 if all samples are of one class or there are none.
    package static func entropy(ofClassCounts counts: [Int]) -> Double {
        let total = Double(counts.reduce(0, +))
        let present = counts.filter { $0 > 0 }
        guard present.count > 1 else { return 0 }
        return present.reduce(0) { entropy, count in
            let share = Double(count) / total
            return entropy - share * ElementaryFunctions.logarithm(share)
        }
    }

    /// The mean over columns of the population variance, for mean squared error.
    ///
    /// - Parameter columns: The targets of the training part, column by column.
    /// - Returns: 0 if all columns are constant or there are none.
    package static func meanVariance(ofTargets columns: [[Double]]) -> Double {
        guard !columns.isEmpty else { return 0 }
        let variances = columns.map { column -> Double in
            guard let first = column.first, column.contains(where: { $0 != first }) else {
                return 0
            }
            let mean = column.reduce(0, +) / Double(column.count)
            return column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(column.count)
        }
        return variances.reduce(0, +) / Double(columns.count)
    }
}
