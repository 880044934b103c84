/// How parameters move along their gradients, as a static policy of the kernels.
///
/// A policy is one file with the arithmetic on lanes and the name elsewhere, and a case of
/// ``UpdateRule``; the same in Double is a rule of the reference trainer.
@usableFromInline
package protocol LaneUpdate {
    /// Moves parameters by one step.
    ///
    /// - Parameters:
    ///   - update: The parameters of the group, what belongs to them, and the lanes' settings.
    ///   - index: The first parameter.
    ///   - stride: The distance of two parameters.
    ///   - gradients: The gradient of each.
    static func step<Row: LaneVectorRow, Target: InstructionSet>(
        _ update: ParameterUpdate<Row.Vector, Target>,
        _ index: Int,
        _ stride: Int,
        along gradients: Row
    )
}
