internal import TrainingModel

/// What the best constant guess costs on the training part, in the units that are trained on.
package enum ConstantGuess {
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
