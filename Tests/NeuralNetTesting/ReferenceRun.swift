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

    /// How far `curves` are from PyTorch's in Float, in units of what rounding explains.
    ///
    /// The largest ratio |ours − f32| / max(floor, max over epochs ≤ e of |f32 − f64|) over all
    /// epochs e and all four curves. The floor is 10⁻⁶ for losses and one sample for accuracy. The
    /// yardstick of this project allows 3.
    ///
    /// - Parameter curves: Ours, with as many epochs as the case has.
    /// - Returns: The largest ratio; infinite when a number is not finite or an epoch is missing.
    package func worstRatio(of curves: ReferenceCurves) -> Double {
        let ratios = [
            Self.worstRatio(\.lastBatchLoss, of: curves, float32, float64),
            Self.worstRatio(\.meanBatchLoss, of: curves, float32, float64),
            Self.worstRatio(\.loss, of: curves, float32, float64),
            Self.worstRatio(\.correctCounts, floor: 1, of: curves, float32, float64),
        ]
        return ratios.reduce(0, max)
    }

    private static func worstRatio(
        _ curve: KeyPath<ReferenceCurves, [Double]>,
        floor: Double = 1e-6,
        of curves: ReferenceCurves,
        _ float32: ReferenceCurves,
        _ float64: ReferenceCurves
    ) -> Double {
        let (ours, single, double) = (
            curves[keyPath: curve], float32[keyPath: curve], float64[keyPath: curve]
        )
        guard ours.count == single.count else { return .infinity }
        var rounding = floor
        var worst = 0.0
        for ((ours, single), double) in zip(zip(ours, single), double) {
            rounding = max(rounding, abs(single - double))
            let ratio = abs(ours - single) / rounding
            worst = ratio.isFinite ? max(worst, ratio) : .infinity
        }
        return worst
    }
}

extension ReferenceCurves {
    /// The correct counts as Doubles, to be measured like the losses.
    fileprivate var correctCounts: [Double] { correctCount.map(Double.init) }
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
