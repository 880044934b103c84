/// g ← g + λ·p; v ← μ·v + (1 − τ)·g; d = g + μ·v with Nesterov's method, else v; p ← p − η·d.
///
/// A run without decay, dampening and Nesterov's method gets the bits of ``PlainMomentum``.
///
/// - Source: PyTorch, `torch.optim.SGD`.
@usableFromInline
package enum WholeMomentum: LaneUpdate {
    @inlinable
    @inline(__always)
    package static func step<Row: LaneVectorRow, Target: InstructionSet>(
        _ update: ParameterUpdate<Row.Vector, Target>,
        _ index: Int,
        _ stride: Int,
        along gradients: Row
    ) {
        let parameter: Row = update.row(update.parameters, index, stride)
        let momentum = Row(repeating: update.value(.momentum))
        let gradient = update.decayed(gradients, parameter)
        // Of a gradient that is not dampened the share is 1.
        let last: Row = update.row(update.velocities, index, stride)
        let velocity = (gradient * Row(repeating: update.value(.gradientShare)))
            .adding(momentum, times: last)
        velocity.store(to: update.velocities + index, stride: stride)
        let nesterov = Row(repeating: update.value(.nesterov))
        let direction = gradient.adding(momentum, times: velocity)
            .chosen(where: nesterov.isGreater(than: Row()), else: velocity)
        let rate = Row(repeating: update.value(.negativeLearningRate))
        parameter.adding(rate, times: direction)
            .store(to: update.parameters + index, stride: stride)
    }
}
