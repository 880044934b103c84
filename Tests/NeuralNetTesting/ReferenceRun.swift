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
