/// Where the logits of some samples lie, in vectors.
@usableFromInline
struct LogitLayout {
    /// The distance of two classes.
    @usableFromInline let classStride: Int
    /// The distance of two vectors of a row.
    @usableFromInline let vectorStride: Int

    @inlinable
    @inline(__always)
    init(classStride: Int, vectorStride: Int) {
        self.classStride = classStride
        self.vectorStride = vectorStride
    }

    /// The classes of each sample side by side.
    @inlinable
    @inline(__always)
    static func samplesOutside(_ classes: Int) -> LogitLayout {
        LogitLayout(classStride: 1, vectorStride: classes)
    }
}

/// The mean softmax cross-entropy and its derivative, for some samples side by side.
///
/// `Row` holds one number of each sample. Several at once keep the processor busy: one sample's
/// exponentials and logarithm are long chains. Lanes may be runs or samples: they never meet.
@usableFromInline
enum SoftmaxLoss<Row: LaneVectorRow> {
    /// Turns logits into the derivative of the batch's mean loss by them, in place.
    ///
    /// δ[c] = (p(c) − 1{c = y})/B with p the softmax and B the samples of the batch.
    ///
    /// - Parameters:
    ///   - values: The logits.
    ///   - classes: The number of classes.
    ///   - label: y.
    ///   - share: 1/B.
    ///   - layout: Where the logits lie.
    /// - Returns: The loss ln Σ exp(z − max z) − (z[y] − max z).
    @inlinable
    @inline(__always)
    static func delta(
        _ values: UnsafeMutablePointer<Row.Vector>,
        _ classes: Int,
        _ label: Row,
        _ share: Float,
        _ layout: LogitLayout
    ) -> Row {
        let largest = maximum(values, classes, layout)
        var total = Row()
        var right = Row()
        for index in 0..<classes {
            let shifted = row(values, layout, index) - largest
            let power = shifted.exponential()
            right = shifted.chosen(where: isLabel(label, index), else: right)
            total = total + power
            power.store(to: values + index * layout.classStride, stride: layout.vectorStride)
        }
        let inverse = Row(repeating: Float(1)) / total
        for index in 0..<classes {
            let hot = Row(repeating: Float(1)).chosen(where: isLabel(label, index), else: Row())
            let power = row(values, layout, index)
            let delta = (power * inverse - hot) * Row(repeating: share)
            delta.store(to: values + index * layout.classStride, stride: layout.vectorStride)
        }
        return total.logarithm() - right
    }

    /// ``delta(_:_:_:_:_:)`` with smoothed labels: the target of class c is
    /// q(c) = (1 − ε)·1{c = y} + ε/K instead of 1{c = y}.
    ///
    /// Where ε is 0 the bits are the same.
    ///
    /// - Parameters:
    ///   - values: The logits.
    ///   - classes: The number of classes, K.
    ///   - label: y.
    ///   - share: 1/B.
    ///   - layout: Where the logits lie.
    ///   - settings: The lanes' ``RunLaneSetting/labelShare`` and ``RunLaneSetting/uniformShare``.
    /// - Returns: The loss ln Σ exp(z − max z) − Σ q(c)·(z[c] − max z).
    /// - Source: Szegedy et al., CVPR 2016, section 7; PyTorch, `torch.nn.CrossEntropyLoss`.
    @inlinable
    @inline(__always)
    static func smoothedDelta(
        _ values: UnsafeMutablePointer<Row.Vector>,
        _ classes: Int,
        _ label: Row,
        _ share: Float,
        _ layout: LogitLayout,
        settings: UnsafePointer<Row.Vector>
    ) -> Row {
        let labelShare = Row(repeating: settings[RunLaneSetting.labelShare.rawValue])
        let uniformShare = Row(repeating: settings[RunLaneSetting.uniformShare.rawValue])
        let largest = maximum(values, classes, layout)
        var total = Row()
        var right = Row()
        var sum = Row()
        for index in 0..<classes {
            let shifted = row(values, layout, index) - largest
            let power = shifted.exponential()
            right = shifted.chosen(where: isLabel(label, index), else: right)
            sum = sum + shifted
            total = total + power
            power.store(to: values + index * layout.classStride, stride: layout.vectorStride)
        }
        let inverse = Row(repeating: Float(1)) / total
        for index in 0..<classes {
            let own = labelShare.chosen(where: isLabel(label, index), else: Row())
            let power = row(values, layout, index)
            let delta = (power * inverse - (own + uniformShare)) * Row(repeating: share)
            delta.store(to: values + index * layout.classStride, stride: layout.vectorStride)
        }
        // Not 0 · ∞, which a plain lane next to others would get.
        let target = right.chosen(
            where: uniformShare.isEqual(to: Row()),
            else: labelShare * right + uniformShare * sum
        )
        return total.logarithm() - target
    }

    /// Measures samples.
    ///
    /// - Parameters:
    ///   - values: The logits.
    ///   - classes: The number of classes.
    ///   - label: The class.
    ///   - layout: Where the logits lie.
    /// - Returns: The loss, and 1 where the first largest logit is that of the class, else 0.
    @inlinable
    @inline(__always)
    static func measure(
        _ values: UnsafeMutablePointer<Row.Vector>,
        _ classes: Int,
        _ label: Row,
        _ layout: LogitLayout
    ) -> (loss: Row, correct: Row) {
        let largest = maximum(values, classes, layout)
        var total = Row()
        var right = Row()
        var best = Row(repeating: Float(classes))
        for index in (0..<classes).reversed() {
            let isLargest = row(values, layout, index).isEqual(to: largest)
            best = Row(repeating: Float(index)).chosen(where: isLargest, else: best)
        }
        for index in 0..<classes {
            let shifted = row(values, layout, index) - largest
            right = shifted.chosen(where: isLabel(label, index), else: right)
            total = total + shifted.exponential()
        }
        let isRight = best.isEqual(to: label)
        let correct = Row(repeating: Float(1)).chosen(where: isRight, else: Row())
        return (total.logarithm() - right, correct)
    }

    /// The logits of class `index`.
    @inlinable
    @inline(__always)
    static func row(
        _ values: UnsafeMutablePointer<Row.Vector>,
        _ layout: LogitLayout,
        _ index: Int
    ) -> Row {
        Row(
            LaneMatrix<Row.Vector>.self,
            UnsafeRawPointer(values),
            at: index * layout.classStride,
            stride: layout.vectorStride
        )
    }

    /// The largest logit of each sample.
    @inlinable
    @inline(__always)
    static func maximum(
        _ values: UnsafeMutablePointer<Row.Vector>,
        _ classes: Int,
        _ layout: LogitLayout
    ) -> Row {
        var largest = row(values, layout, 0)
        for index in 1..<classes { largest = row(values, layout, index).maximum(largest) }
        return largest
    }

    /// Where the label is `index`.
    @inlinable
    @inline(__always)
    static func isLabel(_ label: Row, _ index: Int) -> Row.Condition {
        label.isEqual(to: Row(repeating: Float(index)))
    }
}
