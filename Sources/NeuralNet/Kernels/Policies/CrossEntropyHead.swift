/// The cross-entropy of the softmax of the logits: ln Σ exp(z − max z) − (z[y] − max z).
///
/// δ[c] = (p(c) − 1{c = y})/B with p the softmax.
@usableFromInline
package enum CrossEntropyHead: MeasuringHead {
    @usableFromInline
    package static var pyTorchModule: String { "CrossEntropyLoss" }

    @inlinable
    @inline(__always)
    package static func delta<Row: LaneVectorRow>(_ samples: HeadSamples<Row>) -> Row {
        let largest = samples.maximum()
        var total = Row()
        var right = Row()
        for index in 0..<samples.classes {
            let shifted = samples.row(index) - largest
            let power = shifted.exponential()
            right = shifted.chosen(where: samples.isLabel(index), else: right)
            total = total + power
            samples.store(power, at: index)
        }
        let inverse = Row(repeating: Float(1)) / total
        for index in 0..<samples.classes {
            let isLabel = samples.isLabel(index)
            let hot = Row(repeating: Float(1)).chosen(where: isLabel, else: Row())
            let delta = (samples.row(index) * inverse - hot) * Row(repeating: samples.share)
            samples.store(delta, at: index)
        }
        return total.logarithm() - right
    }

    @inlinable
    @inline(__always)
    package static func measure<Row: LaneVectorRow>(
        _ samples: HeadSamples<Row>
    ) -> MeasuredRow<Row> {
        let largest = samples.maximum()
        var total = Row()
        var right = Row()
        var best = Row(repeating: Float(samples.classes))
        for index in (0..<samples.classes).reversed() {
            let isLargest = samples.row(index).isEqual(to: largest)
            best = Row(repeating: Float(index)).chosen(where: isLargest, else: best)
        }
        for index in 0..<samples.classes {
            let shifted = samples.row(index) - largest
            right = shifted.chosen(where: samples.isLabel(index), else: right)
            total = total + shifted.exponential()
        }
        let isRight = best.isEqual(to: samples.label)
        let correct = Row(repeating: Float(1)).chosen(where: isRight, else: Row())
        return (total.logarithm() - right, correct)
    }
}
