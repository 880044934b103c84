/// Whether a network's probabilities are as often right as they say.
package struct Calibration: Equatable, Sendable {
    /// The samples whose largest probability lies in one tenth of 0...1.
    package struct Bin: Equatable, Sendable {
        /// The lower end, which does not belong to it but for 0.
        package let low: Double

        /// The upper end, which does.
        package let high: Double

        /// The samples.
        package fileprivate(set) var count = 0

        /// The samples whose class is predicted.
        package fileprivate(set) var correctCount = 0

        fileprivate var confidenceSum = 0.0

        /// The mean of the largest probabilities; `nil` without samples.
        package var confidence: Double? { count == 0 ? nil : confidenceSum / Double(count) }

        /// The share of the samples whose class is predicted; `nil` without samples.
        package var accuracy: Double? {
            count == 0 ? nil : Double(correctCount) / Double(count)
        }
    }

    /// The number of bins, which are equally wide.
    package static let binCount = 10

    /// The bins, ascending.
    package private(set) var bins: [Bin]

    /// The Brier score: the mean over the samples of Σ_k (p_k − [k is the true class])², in 0...2;
    /// NaN without samples.
    package private(set) var brierScore: Double

    /// The mean of −ln p of the true class; NaN without samples.
    package let logLoss: Double

    /// The expected calibration error: the mean over the samples of how far accuracy and mean
    /// confidence of their bin lie apart, in 0...1; NaN without samples.
    ///
    /// - Source: Naeini et al., AAAI 2015; Guo et al., ICML 2017, equation 3.
    package var error: Double {
        let gaps = bins.reduce(0) { $0 + abs(Double($1.correctCount) - $1.confidenceSum) }
        return gaps / Double(bins.reduce(0) { $0 + $1.count })
    }

    /// Measures the probabilities softmax(z / T).
    ///
    /// The predicted class is that of the first largest logit, whatever the temperature.
    ///
    /// - Parameters:
    ///   - table: The logits and the true classes.
    ///   - temperature: T > 0; 1 leaves the network as it is.
    package init(_ table: LogitTable, temperature: Double = 1) {
        var bins = (0..<Self.binCount).map { index in
            Bin(
                low: Double(index) / Double(Self.binCount),
                high: Double(index + 1) / Double(Self.binCount)
            )
        }
        let predictions = table.predictions
        var distance = 0.0
        table.forEachSample(temperature: temperature) { sample, probabilities in
            let label = Int(table.labels[sample])
            let prediction = Int(predictions[sample])
            let confidence = probabilities[prediction]
            let index = bins.firstIndex { confidence <= $0.high } ?? bins.count - 1
            bins[index].count += 1
            bins[index].confidenceSum += confidence
            if prediction == label { bins[index].correctCount += 1 }
            for (index, probability) in probabilities.enumerated() {
                let gap = probability - (index == label ? 1 : 0)
                distance += gap * gap
            }
        }
        self.bins = bins
        brierScore = distance / Double(table.labels.count)
        logLoss = table.logLoss(temperature: temperature)
    }
}

/// The number by which logits are divided so that probabilities are as often right as they say.
///
/// - Source: Guo et al., "On Calibration of Modern Neural Networks", ICML 2017, section 4.2.
package struct Temperature: Equatable, Sendable {
    /// The temperatures that are tried.
    package static let range = 0.05...20

    /// T, in ``range``: above 1 where the network is too sure, below 1 where it is not sure enough.
    package let value: Double

    /// Whether the lowest loss lies beyond ``range``, as where all samples are classified right.
    package let isAtBound: Bool

    /// Fits the temperature with the lowest mean loss on samples, to within 10⁻¹² of itself.
    ///
    /// The loss is convex in 1/T, so its slope has one root, which Newton's steps find; a step that
    /// would leave the interval around the root halves that instead.
    ///
    /// - Parameter table: The logits and true classes of the samples.
    /// - Returns: `nil` without samples, and if a logit is no number.
    package init?(fittedTo table: LogitTable) {
        guard !table.labels.isEmpty, table.logits.allSatisfy(\.isFinite) else { return nil }
        var (low, high) = (1 / Self.range.upperBound, 1 / Self.range.lowerBound)
        // A slope of 0 all over belongs to equal logits, which no temperature changes.
        if table.crossEntropy(inverseTemperature: low).slope > 0 {
            (value, isAtBound) = (1 / low, true)
            return
        }
        if table.crossEntropy(inverseTemperature: high).slope < 0 {
            (value, isAtBound) = (1 / high, true)
            return
        }
        var inverse = 1.0
        for _ in 0..<Self.stepLimit {
            let point = table.crossEntropy(inverseTemperature: inverse)
            if point.slope == 0 { break }
            if point.slope > 0 { high = inverse } else { low = inverse }
            let step = inverse - point.slope / point.curvature
            // A NaN, from a curvature of 0, lies in no interval.
            let next = step > low && step < high ? step : (low + high) / 2
            let isFound = abs(next - inverse) <= 1e-13 * inverse
            inverse = next
            if isFound { break }
        }
        (value, isAtBound) = (1 / inverse, false)
    }

    /// Halving alone needs about 50 steps.
    private static let stepLimit = 100
}
