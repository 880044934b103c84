internal import TrainingModel

/// The logits of one network for samples whose classes are known.
package struct LogitTable: Sendable {
    /// The number of classes, K.
    package let classCount: Int

    /// The true class of each sample.
    package let labels: [Int32]

    /// The logits, shape [samples, K].
    package let logits: [Float]

    /// Takes logits in.
    ///
    /// - Parameters:
    ///   - logits: The logits, shape [samples, K].
    ///   - labels: The true class of each sample, in 0..<K.
    ///   - classCount: The number of classes.
    /// - Precondition: There are K logits for each label.
    package init(_ logits: [Float], labels: [Int32], classCount: Int) {
        precondition(
            logits.count == labels.count * classCount,
            "\(logits.count) logits for \(labels.count) samples of \(classCount) classes"
        )
        self.logits = logits
        self.labels = labels
        self.classCount = classCount
    }

    /// The class of each sample's largest logit, the first one among equals.
    package var predictions: [Int32] {
        labels.indices.map { sample in
            let first = sample * classCount
            var best = first
            for index in first..<first + classCount where logits[index] > logits[best] {
                best = index
            }
            return Int32(best - first)
        }
    }

    /// The logits of the sample `index`.
    package func row(_ index: Int) -> ArraySlice<Float> {
        logits[index * classCount..<(index + 1) * classCount]
    }

    /// Calls `body` with each sample's number and probabilities, softmax(z / T).
    ///
    /// - Parameters:
    ///   - temperature: T > 0; 1 leaves the network as it is.
    ///   - body: What takes the probabilities, shape [K].
    /// - Throws: What `body` throws.
    /// - Complexity: O(samples · K).
    package func forEachSample(
        temperature: Double = 1,
        _ body: (Int, [Double]) throws -> Void
    ) rethrows {
        var probabilities = [Double](repeating: 0, count: classCount)
        for sample in labels.indices {
            let row = row(sample)
            let largest = Double(row.max() ?? 0)
            var total = 0.0
            for (index, logit) in row.enumerated() {
                let weight = PlainExponential.value((Double(logit) - largest) / temperature)
                probabilities[index] = weight
                total += weight
            }
            for index in probabilities.indices { probabilities[index] /= total }
            try body(sample, probabilities)
        }
    }

    /// The mean of −ln p of the true class, p being softmax(z / T); with how it changes.
    ///
    /// With β = 1/T it is the mean of ln Σ exp(β·z) − β·z_true, whose slope is the mean of
    /// E z − z_true and whose curvature is that of Var z, both under softmax(β·z). So it is convex.
    ///
    /// - Parameter inverseTemperature: β > 0.
    /// - Returns: The mean, its first and its second derivative by β; NaN without samples.
    func crossEntropy(
        inverseTemperature: Double
    ) -> (mean: Double, slope: Double, curvature: Double) {
        var (loss, slope, curvature) = (0.0, 0.0, 0.0)
        for (sample, label) in labels.enumerated() {
            let row = row(sample)
            let largest = Double(row.max() ?? 0)
            // Moments of d = z − max z, which are exact where all but one weight vanish.
            var (total, first, second) = (0.0, 0.0, 0.0)
            for logit in row {
                let distance = Double(logit) - largest
                let weight = PlainExponential.value(inverseTemperature * distance)
                total += weight
                // A weight of 0 times an infinite square is no number.
                if weight > 0 {
                    first += weight * distance
                    second += weight * distance * distance
                }
            }
            let mean = first / total
            let own = Double(row[row.startIndex + Int(label)]) - largest
            loss += ElementaryFunctions.logarithm(total) - inverseTemperature * own
            slope += mean - own
            curvature += max(second / total - mean * mean, 0)
        }
        let count = Double(labels.count)
        return (loss / count, slope / count, curvature / count)
    }

    /// The mean of −ln p of the true class, p being softmax(z / T); NaN without samples.
    package func logLoss(temperature: Double = 1) -> Double {
        crossEntropy(inverseTemperature: 1 / temperature).mean
    }

    /// The probability of each sample's true class, at least the smallest normal Float.
    ///
    /// - Returns: Shape [samples]; NaN where a logit is no number.
    package var trueProbabilities: [Float] {
        labels.enumerated().map { sample, label in
            let row = row(sample)
            let largest = Double(row.max() ?? 0)
            var total = 0.0
            for logit in row { total += PlainExponential.value(Double(logit) - largest) }
            let own = Double(row[row.startIndex + Int(label)]) - largest
            let probability = Float(PlainExponential.value(own) / total)
            return probability < .leastNormalMagnitude ? .leastNormalMagnitude : probability
        }
    }
}
