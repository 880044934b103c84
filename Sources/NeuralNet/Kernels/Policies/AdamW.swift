/// p ← (1 − η·λ)·p, then the step of ``Adam`` without λ.
///
/// - Source: Loshchilov and Hutter, ICLR 2019, in the form of PyTorch, `torch.optim.AdamW`.
@usableFromInline
package enum AdamW: LaneUpdate {
    @inlinable
    @inline(__always)
    package static func step<Row: LaneVectorRow, Target: InstructionSet>(
        _ update: ParameterUpdate<Row.Vector, Target>,
        _ index: Int,
        _ stride: Int,
        along gradients: Row
    ) {
        let parameter: Row = update.row(update.parameters, index, stride)
        let scale = Row(repeating: update.value(.parameterScale))
        Adam.move(update, index, stride, from: parameter * scale, along: gradients)
    }
}
