package import NeuralNet
package import TrainingModel

/// One run of a reference case, as PyTorch trained it in Float and in Double.
package struct ReferenceRun: Sendable {
    /// The run's settings and its place in the generator's stream.
    package let configuration: RunConfiguration

    /// The parameters at the start, in flat order; both trainings start from these Floats.
    package let initialParameters: [Float]

    /// The parameters at the end of the training in Double, in flat order.
    package let finalParameters: [Double]

    /// The curves of the training in Float.
    package let float32: ReferenceCurves

    /// The curves of the training in Double.
    package let float64: ReferenceCurves

    /// How far rounding alone carries PyTorch from ``float32``.
    package let envelope: ReferenceEnvelope

    /// How far `curves` are from PyTorch's in Float, in units of what rounding explains.
    ///
    /// The largest ratio |ours − f32| / max(floor, max over epochs ≤ e of the envelope) over all
    /// epochs e and all four curves. The floor is 10⁻⁶·max(1, |f32|) for losses and one sample for
    /// accuracy. The yardstick of this project allows 3.
    ///
    /// - Parameters:
    ///   - curves: Ours, with as many epochs as the case has.
    ///   - sampleCount: The samples.
    /// - Returns: The largest ratio; infinite when a number is not finite or an epoch is missing.
    package func worstRatio(of curves: ReferenceCurves, sampleCount: Int) -> Double {
        let share = 1 / Double(sampleCount)
        let ratios = [
            Self.worstRatio(curves.lastBatchLoss, float32.lastBatchLoss, envelope.lastBatchLoss),
            Self.worstRatio(curves.meanBatchLoss, float32.meanBatchLoss, envelope.meanBatchLoss),
            Self.worstRatio(curves.loss, float32.loss, envelope.loss),
            Self.worstRatio(
                curves.correctCount.map { Double($0) * share },
                float32.correctCount.map { Double($0) * share },
                envelope.accuracy,
                floor: share
            ),
        ]
        return ratios.reduce(0, max)
    }

    private static func worstRatio(
        _ ours: [Double],
        _ single: [Double],
        _ envelope: [Double],
        floor: Double? = nil
    ) -> Double {
        guard ours.count == single.count, envelope.count == single.count else { return .infinity }
        var rounding = 0.0
        var worst = 0.0
        for ((ours, single), distance) in zip(zip(ours, single), envelope) {
            rounding = max(rounding, distance)
            let allowed = max(rounding, floor ?? 1e-6 * max(1, abs(single)))
            let ratio = abs(ours - single) / allowed
            worst = ratio.isFinite ? max(worst, ratio) : .infinity
        }
        return worst
    }
}

/// For each epoch the largest distance from PyTorch's training in Float of the one in Double and of
/// 16 whose initial parameters are one unit in the last place away.
package struct ReferenceEnvelope: Sendable, Decodable {
    /// Of the loss of the last batch.
    package let lastBatchLoss: [Double]

    /// Of the mean loss of the batches.
    package let meanBatchLoss: [Double]

    /// Of the loss over the whole dataset.
    package let loss: [Double]

    /// Of the share of samples that are classified right.
    package let accuracy: [Double]
}

/// The metrics of one run, epoch by epoch.
package struct ReferenceCurves: Sendable, Decodable {
    /// The loss of each epoch's last batch.
    package let lastBatchLoss: [Double]

    /// The mean loss of each epoch's batches.
    package let meanBatchLoss: [Double]

    /// The loss over the whole dataset after each epoch.
    package let loss: [Double]

    /// The number of samples that were classified rightly after each epoch.
    package let correctCount: [Int]

    /// Puts curves together from the metrics of a trainer in Float.
    ///
    /// - Parameters:
    ///   - epochs: The standard metrics of each epoch, in order.
    ///   - sampleCount: The samples, of which the accuracy is a share.
    package init(_ epochs: [[Float]], sampleCount: Int) {
        lastBatchLoss = epochs.map { Double($0[0]) }
        meanBatchLoss = epochs.map { Double($0[1]) }
        loss = epochs.map { Double($0[2]) }
        correctCount = epochs.map { Int((Double($0[3]) * Double(sampleCount)).rounded()) }
    }

    /// Puts curves together from the metrics of the reference trainer.
    ///
    /// - Parameter epochs: The metrics of each epoch, in order.
    package init(_ epochs: [ReferenceMetrics]) {
        lastBatchLoss = epochs.map(\.lastBatchLoss)
        meanBatchLoss = epochs.map(\.meanBatchLoss)
        loss = epochs.map(\.loss)
        correctCount = epochs.map(\.correctCount)
    }
}
