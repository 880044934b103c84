/// The mean softmax cross-entropy and its derivative, for one sample in each lane.
///
/// Lanes may be runs or samples: they never meet.
@usableFromInline
enum SoftmaxLoss<Vector: LaneVector> {
    /// Turns logits into the derivative of the batch's mean loss by them, in place.
    ///
    /// δ[c] = (p(c) − 1{c = y})/B with p the softmax and B the samples of the batch.
    ///
    /// - Parameters:
    ///   - values: The logits, shape [classes].
    ///   - classes: The number of classes.
    ///   - label: y.
    ///   - share: 1/B.
    /// - Returns: The loss ln Σ exp(z − max z) − (z[y] − max z).
    @inlinable
    @inline(__always)
    static func delta(
        _ values: UnsafeMutablePointer<Vector>,
        _ classes: Int,
        _ label: Vector,
        _ share: Vector
    ) -> Vector {
        let largest = maximum(values, classes)
        var total = Vector()
        var right = Vector()
        for index in 0..<classes {
            let shifted = values[index] - largest
            let power = shifted.exponential()
            right = shifted.chosen(where: isLabel(label, index), else: right)
            total = total + power
            values[index] = power
        }
        let inverse = Vector(repeating: 1) / total
        for index in 0..<classes {
            let hot = Vector(repeating: 1).chosen(where: isLabel(label, index), else: Vector())
            values[index] = (values[index] * inverse - hot) * share
        }
        return total.logarithm() - right
    }

    /// Measures one sample.
    ///
    /// - Parameters:
    ///   - values: The logits, shape [classes].
    ///   - classes: The number of classes.
    ///   - label: The class.
    /// - Returns: The loss, and 1 where the first largest logit is that of the class, else 0.
    @inlinable
    @inline(__always)
    static func measure(
        _ values: UnsafeMutablePointer<Vector>,
        _ classes: Int,
        _ label: Vector
    ) -> (loss: Vector, correct: Vector) {
        let largest = maximum(values, classes)
        var total = Vector()
        var right = Vector()
        var best = Vector(repeating: Float(classes))
        for index in (0..<classes).reversed() {
            let isLargest = values[index].isEqual(to: largest)
            best = Vector(repeating: Float(index)).chosen(where: isLargest, else: best)
        }
        for index in 0..<classes {
            let shifted = values[index] - largest
            right = shifted.chosen(where: isLabel(label, index), else: right)
            total = total + shifted.exponential()
        }
        let correct = Vector(repeating: 1).chosen(where: best.isEqual(to: label), else: Vector())
        return (total.logarithm() - right, correct)
    }

    /// The largest of `count` vectors, lane by lane.
    @inlinable
    @inline(__always)
    static func maximum(_ values: UnsafeMutablePointer<Vector>, _ count: Int) -> Vector {
        var largest = values[0]
        for index in 1..<count { largest = values[index].maximum(largest) }
        return largest
    }

    /// Where the label is `index`.
    @inlinable
    @inline(__always)
    static func isLabel(_ label: Vector, _ index: Int) -> Vector.Condition {
        label.isEqual(to: Vector(repeating: Float(index)))
    }
}
