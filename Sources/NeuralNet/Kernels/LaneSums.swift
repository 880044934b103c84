package import TrainingModel

/// What one run adds up in one epoch.
package struct LaneSums {
    /// The losses of the batches.
    package let batches: BatchSums

    /// The training samples after the epoch.
    package let training: PartSums

    /// The validation samples after the epoch, if there are any.
    package let validation: PartSums?

    /// Puts the sums of an epoch together.
    package init(batches: BatchSums, training: PartSums, validation: PartSums?) {
        self.batches = batches
        self.training = training
        self.validation = validation
    }

    /// The value of `metric` that the sums amount to.
    ///
    /// - Precondition: The metric is taken from batches or samples, and there are such samples.
    package func value(of metric: Metric) -> Float {
        switch metric {
        case .lastBatchLoss: batches.lastLoss
        case .meanBatchLoss: batches.meanLoss
        case .loss: training.meanLoss
        case .accuracy: training.accuracy
        case .validationLoss: measuredValidation.meanLoss
        case .validationAccuracy: measuredValidation.accuracy
        default: preconditionFailure("\(metric.name) is not taken from batches or samples")
        }
    }

    /// Whether all losses are finite; a run with an epoch in which they are not stops there.
    ///
    /// A loss of the validation samples counts like one of training, whether it is recorded or not:
    /// all numbers of an epoch that a run finishes are finite, and what is recorded never changes
    /// where a run stops.
    package var isFinite: Bool {
        let losses = [batches.lastLoss, batches.meanLoss, training.meanLoss]
        return losses.allSatisfy(\.isFinite) && validation?.meanLoss.isFinite ?? true
    }

    private var measuredValidation: PartSums {
        guard let validation else { preconditionFailure("there are no validation samples") }
        return validation
    }
}

/// The losses of one run's batches in one epoch.
package struct BatchSums {
    /// The loss of the last batch.
    package private(set) var lastLoss: Float = 0

    private var sum = 0.0
    private var count = 0

    /// Starts with no batch.
    package init() {}

    /// Adds the mean loss of the next batch.
    package mutating func add(loss: Float) {
        lastLoss = loss
        sum += Double(loss)
        count += 1
    }

    /// The mean of the batches' losses; each batch counts alike.
    package var meanLoss: Float { Float(sum / Double(count)) }
}

/// What one run adds up over samples on which it is measured.
package struct PartSums {
    /// The sum of the losses.
    private var loss = 0.0

    /// The samples whose largest logit, the first among equal ones, is that of their class.
    private var correctCount = 0

    /// The samples.
    private let sampleCount: Int

    /// Starts with nothing.
    ///
    /// - Parameter sampleCount: The samples that will have been added at the end.
    package init(sampleCount: Int) {
        self.sampleCount = sampleCount
    }

    /// Adds the sums of the next samples.
    package mutating func add(loss: Double, correctCount: Int) {
        self.loss += loss
        self.correctCount += correctCount
    }

    /// The mean loss, rounded once.
    package var meanLoss: Float { Float(loss / Double(sampleCount)) }

    /// The share of the samples that are classified right, in 0…1.
    ///
    /// The counts are exact, so this is their quotient rounded once: a quotient in Double rounds to
    /// the same Float as the real one when both counts fit a Float (Double has more than 2·24 + 2
    /// digits).
    ///
    /// - Source: Figueroa, "When is double rounding innocuous?", SIGNUM Newsletter 30 (3), 1995.
    package var accuracy: Float { Float(Double(correctCount) / Double(sampleCount)) }
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
