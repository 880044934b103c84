internal import SweepModel

/// What one run comes down to; NaN where there is no such number.
///
/// Only a finished run has final values; the others are of the epochs that a run did train.
struct RunMeasures {
    /// The loss of the last epoch's last mini-batch: the notebook's number.
    private(set) var lastBatchLoss = Float.nan

    /// The mean loss of the last epoch's mini-batches.
    private(set) var meanBatchLoss = Float.nan

    /// The loss over all samples after the last epoch.
    private(set) var loss = Float.nan

    /// The accuracy after the last epoch, in 0...1.
    private(set) var accuracy = Float.nan

    /// The lowest loss over all samples after any epoch.
    private(set) var bestLoss = Float.nan

    /// The number of epochs until the accuracy reached the target, from 1.
    private(set) var epochsToTarget = Float.nan

    /// Σ loss over the epochs: the area under the curve with steps of one epoch.
    private(set) var lossArea = Float.nan

    /// Σ max(0, lossₑ − lossₑ₋₁): how much the curve goes up in all.
    private(set) var oscillation = Float.nan

    /// The last loss over all samples that was finite.
    private(set) var lastFiniteLoss = Float.nan

    /// The epoch of ``lastFiniteLoss``, or -1 if there is none.
    private(set) var lastFiniteEpoch = -1

    /// Measures the curve of `result`.
    ///
    /// - Parameters:
    ///   - result: A run with as many epochs as were recorded.
    ///   - targetAccuracy: The accuracy to reach, in 0...1.
    init(_ result: RunResult, targetAccuracy: Double) {
        let curve = result.curve
        guard curve.epochCount > 0 else { return }
        let losses = curve[.loss]
        for (epoch, loss) in losses.enumerated() where loss.isFinite {
            lastFiniteLoss = loss
            lastFiniteEpoch = epoch
            bestLoss = bestLoss.isNaN ? loss : min(bestLoss, loss)
        }
        let target = Float(targetAccuracy)
        if let reached = curve[.accuracy].firstIndex(where: { $0 >= target }) {
            epochsToTarget = Float(reached - curve[.accuracy].startIndex + 1)
        }
        guard case .finished = result.outcome else { return }
        lastBatchLoss = curve[.lastBatchLoss].last ?? .nan
        meanBatchLoss = curve[.meanBatchLoss].last ?? .nan
        loss = losses.last ?? .nan
        accuracy = curve[.accuracy].last ?? .nan
        lossArea = Float(losses.reduce(0.0) { $0 + Double($1) })
        oscillation = Float(
            zip(losses.dropFirst(), losses).reduce(0.0) { $0 + max(0, Double($1.0) - Double($1.1)) }
        )
    }
}
