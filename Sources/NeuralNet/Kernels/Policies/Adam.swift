/// g ← g + λ·p; m ← m + (1 − β₁)·(g − m); v ← β₂·v + (1 − β₂)·g²;
/// p ← p − η/(1 − β₁ᵗ) · m/(√v/√(1 − β₂ᵗ) + ε) in step t, counted from 1.
///
/// - Source: Kingma and Ba, ICLR 2015, in the form of PyTorch, `torch.optim.Adam`.
@usableFromInline
package enum Adam: LaneUpdate {
    @inlinable
    @inline(__always)
    package static func step<Row: LaneVectorRow, Target: InstructionSet>(
        _ update: ParameterUpdate<Row.Vector, Target>,
        _ index: Int,
        _ stride: Int,
        along gradients: Row
    ) {
        let parameter: Row = update.row(update.parameters, index, stride)
        let gradient = update.decayed(gradients, parameter)
        move(update, index, stride, from: parameter, along: gradient)
    }

    /// The step without the decay of the parameters.
    ///
    /// - Parameters:
    ///   - update: See ``LaneUpdate/step(_:_:_:along:)``.
    ///   - index: The first parameter.
    ///   - stride: The distance of two parameters.
    ///   - parameter: Where the parameters move from.
    ///   - gradient: What they move along.
    @inlinable
    @inline(__always)
    static func move<Row: LaneVectorRow, Target: InstructionSet>(
        _ update: ParameterUpdate<Row.Vector, Target>,
        _ index: Int,
        _ stride: Int,
        from parameter: Row,
        along gradient: Row
    ) {
        // As PyTorch interpolates: from the nearer end, with a factor below 0 from the gradient.
        let last: Row = update.row(update.velocities, index, stride)
        let share = Row(repeating: update.value(.gradientShare))
        let mean = last.chosen(where: share.isGreater(than: Row()), else: gradient)
            .adding(share, times: gradient - last)
        mean.store(to: update.velocities + index, stride: stride)
        let root = update.meanSquare(of: gradient, index, stride).squareRoots()
        let divisor = Row(repeating: update.value(.epsilon))
            .adding(root, times: Row(repeating: update.value(.rootScale)))
        let rate = Row(repeating: update.value(.negativeLearningRate))
        (parameter + (rate * mean) / divisor).store(to: update.parameters + index, stride: stride)
    }
}
