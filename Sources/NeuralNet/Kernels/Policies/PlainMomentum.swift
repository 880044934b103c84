/// v ← μ·v + g, then p ← p − η·v: SGD with momentum and nothing else.
///
/// - Source: PyTorch, `torch.optim.SGD`.
@usableFromInline
package enum PlainMomentum: LaneUpdate {
    @inlinable
    @inline(__always)
    package static func step<Row: LaneVectorRow, Target: InstructionSet>(
        _ update: ParameterUpdate<Row.Vector, Target>,
        _ index: Int,
        _ stride: Int,
        along gradients: Row
    ) {
        let momentum = Row(repeating: update.value(.momentum))
        let last: Row = update.row(update.velocities, index, stride)
        let velocity = gradients.adding(momentum, times: last)
        velocity.store(to: update.velocities + index, stride: stride)
        let rate = Row(repeating: update.value(.negativeLearningRate))
        let parameter: Row = update.row(update.parameters, index, stride)
        parameter.adding(rate, times: velocity)
            .store(to: update.parameters + index, stride: stride)
    }
}
