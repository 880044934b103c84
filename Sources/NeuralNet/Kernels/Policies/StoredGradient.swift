/// No step yet: gradients are kept until all are known, since the norm of all of them is needed.
@usableFromInline
enum StoredGradient {
    /// Keeps the gradients of parameters.
    ///
    /// - Parameters:
    ///   - update: The parameters of the group and what belongs to them.
    ///   - index: The first parameter.
    ///   - stride: The distance of two parameters.
    ///   - gradients: The gradient of each.
    @inlinable
    @inline(__always)
    static func store<Row: LaneVectorRow, Target: InstructionSet>(
        _ update: ParameterUpdate<Row.Vector, Target>,
        _ index: Int,
        _ stride: Int,
        _ gradients: Row
    ) {
        gradients.store(to: update.velocities + index, stride: stride)
    }
}
