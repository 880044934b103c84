/// ``CrossEntropyHead`` with smoothed labels: the target of class c is
/// q(c) = (1 − ε)·1{c = y} + ε/K instead of 1{c = y}, the loss ln Σ exp(z − max z) − Σ q(c)·(z[c] −
/// max z).
///
/// Where ε is 0 the bits are the same. What is measured is the plain loss.
///
/// - Source: Szegedy et al., CVPR 2016, section 7; PyTorch, `torch.nn.CrossEntropyLoss`.
@usableFromInline
package enum SmoothedCrossEntropyHead: LossHead {
    @usableFromInline
    package static var pyTorchModule: String { CrossEntropyHead.pyTorchModule }

    @inlinable
    @inline(__always)
    package static func delta<Row: LaneVectorRow>(_ samples: HeadSamples<Row>) -> Row {
        let labelShare = samples.value(.labelShare)
        let uniformShare = samples.value(.uniformShare)
        let largest = samples.maximum()
        var total = Row()
        var right = Row()
        var sum = Row()
        for index in 0..<samples.classes {
            let shifted = samples.row(index) - largest
            let power = shifted.exponential()
            right = shifted.chosen(where: samples.isLabel(index), else: right)
            sum = sum + shifted
            total = total + power
            samples.store(power, at: index)
        }
        let inverse = Row(repeating: Float(1)) / total
        for index in 0..<samples.classes {
            let own = labelShare.chosen(where: samples.isLabel(index), else: Row())
            let difference = samples.row(index) * inverse - (own + uniformShare)
            samples.store(difference * Row(repeating: samples.share), at: index)
        }
        // Not 0 · ∞, which a plain lane next to others would get.
        let target = right.chosen(
            where: uniformShare.isEqual(to: Row()),
            else: labelShare * right + uniformShare * sum
        )
        return total.logarithm() - target
    }
}
