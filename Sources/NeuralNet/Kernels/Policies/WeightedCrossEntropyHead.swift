/// ``SmoothedCrossEntropyHead`` with a weight w(c) for each class.
///
/// The loss of a batch is Σ ((1 − ε)·w(y)·l(y) + ε/K·Σ w(c)·l(c))/Σ w(y), with l(c) = ln Σ exp(z −
/// max z) − (z[c] − max z); each outer sum runs over the samples. So with s = (1 − ε)·w(y) +
/// ε/K·Σ w(c), δ[c] = (s·p(c) − (1 − ε)·w(y)·1{c = y} − ε/K·w(c))/Σ w(y).
///
/// The loss of a sample is its term of the outer sum, so what divides by the number of samples
/// elsewhere divides by their weights here. Where all weights are 1 and no labels are smoothed the
/// bits are those of ``CrossEntropyHead``.
///
/// - Source: PyTorch, `torch.nn.CrossEntropyLoss` with `weight` and `label_smoothing`.
@usableFromInline
package enum WeightedCrossEntropyHead: LossHead {
    @usableFromInline
    package static var pyTorchModule: String { CrossEntropyHead.pyTorchModule }

    @inlinable
    @inline(__always)
    package static func delta<Row: LaneVectorRow>(_ samples: HeadSamples<Row>) -> Row {
        let uniformShare = samples.value(.uniformShare)
        let largest = samples.maximum()
        var total = Row()
        var right = Row()
        var ownWeight = Row()
        var sum = Row()
        var weightSum = Row()
        for index in 0..<samples.classes {
            let weight = samples.weight(index)
            let isLabel = samples.isLabel(index)
            let shifted = samples.row(index) - largest
            let power = shifted.exponential()
            right = shifted.chosen(where: isLabel, else: right)
            ownWeight = weight.chosen(where: isLabel, else: ownWeight)
            sum = sum + weight * shifted
            weightSum = weightSum + weight
            total = total + power
            samples.store(power, at: index)
        }
        let ownShare = samples.value(.labelShare) * ownWeight
        // Without smoothing exactly the weight of the sample's own class.
        let scale = ownShare + uniformShare * weightSum
        let inverse = Row(repeating: Float(1)) / total
        let share = samples.batchShare
        for index in 0..<samples.classes {
            let own = ownShare.chosen(where: samples.isLabel(index), else: Row())
            let target = own + uniformShare * samples.weight(index)
            samples.store((samples.row(index) * inverse * scale - target) * share, at: index)
        }
        // Not 0 · ∞, which a lane without smoothing would get.
        let target = (ownShare * right).chosen(
            where: uniformShare.isEqual(to: Row()),
            else: ownShare * right + uniformShare * sum
        )
        return total.logarithm() * scale - target
    }
}
