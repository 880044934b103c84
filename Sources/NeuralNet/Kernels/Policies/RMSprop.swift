/// g ← g + λ·p; v ← α·v + (1 − α)·g²; b ← μ·b + g/(√v + ε); p ← p − η·b.
///
/// Without momentum PyTorch multiplies by −η before it divides, and here as well: such a lane has
/// −η as ``RunLaneSetting/gradientShare`` and 1 as ``RunLaneSetting/negativeLearningRate``.
///
/// - Source: Tieleman and Hinton, 2012, in the form of PyTorch, `torch.optim.RMSprop`.
@usableFromInline
package enum RMSprop: LaneUpdate {
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
        let root = update.meanSquare(of: gradient, index, stride).squareRoots()
        let share = Row(repeating: update.value(.gradientShare))
        let quotient = (gradient * share) / (root + Row(repeating: update.value(.epsilon)))
        let last: Row = update.row(update.velocities, index, stride)
        let velocity = quotient.adding(Row(repeating: update.value(.momentum)), times: last)
        velocity.store(to: update.velocities + index, stride: stride)
        let rate = Row(repeating: update.value(.negativeLearningRate))
        parameter.adding(rate, times: velocity)
            .store(to: update.parameters + index, stride: stride)
    }
}
