package import TrainingModel

/// What one run adds up in one epoch.
package struct LaneSums {
    /// The loss of the last batch.
    private var lastBatchLoss: Float = 0

    /// The sum of the batches' losses.
    private var batchLossSum = 0.0

    /// The number of batches.
    private var batchCount = 0

    /// The sum of the losses over the whole dataset after the epoch.
    package var loss = 0.0

    /// The samples whose largest logit, the first among equal ones, is that of their class.
    package var correctCount = 0

    /// Starts with nothing.
    package init() {}

    /// Adds the mean loss of the next batch.
    package mutating func addBatch(loss: Float) {
        lastBatchLoss = loss
        batchLossSum += Double(loss)
        batchCount += 1
    }

    /// The value of `metric` that the sums amount to over `sampleCount` samples.
    ///
    /// - Precondition: The metric is taken from batches or samples.
    package func value(of metric: Metric, sampleCount: Int) -> Float {
        switch metric {
        case .lastBatchLoss: lastBatchLoss
        case .meanBatchLoss: Float(batchLossSum / Double(batchCount))
        case .loss: Float(loss / Double(sampleCount))
        case .accuracy: Self.share(correctCount, of: sampleCount)
        default: preconditionFailure("\(metric.name) is not taken from batches or samples")
        }
    }

    /// Whether all losses are finite; a run with an epoch in which they are not stops there.
    package func isFinite(sampleCount: Int) -> Bool {
        Self.losses.allSatisfy { value(of: $0, sampleCount: sampleCount).isFinite }
    }

    private static let losses = Metric.standard.filter { $0.direction == .lower }

    /// `count` / `total`, in 0…1.
    ///
    /// The counts are exact, so this is their quotient rounded once: a quotient in Double rounds to
    /// the same Float as the real one when both counts fit a Float (Double has more than 2·24 + 2
    /// digits).
    ///
    /// - Source: Figueroa, "When is double rounding innocuous?", SIGNUM Newsletter 30 (3), 1995.
    private static func share(_ count: Int, of total: Int) -> Float {
        Float(Double(count) / Double(total))
    }
}

/// Metrics of a run's parameters alone.
enum ParameterMetrics {
    /// The value of `metric`.
    ///
    /// - Parameters:
    ///   - metric: A metric of the parameters.
    ///   - parameters: The weights and biases in PyTorch's flat order.
    /// - Returns: The value, rounded once.
    /// - Precondition: The metric is taken from parameters.
    static func value(of metric: Metric, _ parameters: [Float]) -> Float {
        switch metric {
        // In the order of the indices, so that all kernels give the same bits.
        case .parameterNorm:
            Float(parameters.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot())
        default: preconditionFailure("\(metric.name) is not taken from parameters")
        }
    }
}
