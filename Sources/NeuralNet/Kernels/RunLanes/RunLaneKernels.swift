/// The entry points of the kernels for one number of lanes and one instruction set.
///
/// No vector passes through them, so they may be called from code for any processor.
@usableFromInline
package struct RunLaneKernels: Sendable {
    /// The number of runs that one vector holds.
    @usableFromInline
    package let laneCount: Int

    /// ``RunLaneKernel/train(_:_:_:)``.
    @usableFromInline
    package let train: @Sendable (RunLaneMemory, LaneBatch, StepRule) -> Void

    /// ``RunLaneKernel/evaluate(_:_:)``.
    @usableFromInline
    package let evaluate: @Sendable (RunLaneMemory, LaneBatch) -> Void

    /// ``RunLaneKernel/gather(_:_:_:_:_:)``.
    @usableFromInline
    package let gather:
        @Sendable (RunLaneMemory, EpochSamples, UnsafePointer<Int>, Int, Int) -> Void

    /// Compiles the kernels for `Vector` where this call is compiled.
    ///
    /// - Parameters:
    ///   - vector: The vector that a scalar of the network becomes.
    ///   - target: The tag of the calling module's instruction set.
    @inlinable
    @inline(__always)
    package init<Vector: LaneVector, Target: InstructionSet>(
        _ vector: Vector.Type,
        _ target: Target.Type
    ) {
        laneCount = Vector.scalarCount
        train = { RunLaneKernel<Vector, Target>.train($0, $1, $2) }
        evaluate = { RunLaneKernel<Vector, Target>.evaluate($0, $1) }
        gather = { RunLaneKernel<Vector, Target>.gather($0, $1, $2, $3, $4) }
    }
}
