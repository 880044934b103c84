/// The entry points of the kernels whose lanes are units, for one instruction set.
///
/// No vector passes through them, so they may be called from code for any processor.
@usableFromInline
package struct UnitLaneKernels: Sendable {
    /// The lanes of a vector.
    @usableFromInline
    package let laneCount: Int

    /// The vectors of a row in one panel.
    @usableFromInline
    package let panelVectors: Int

    /// ``UnitLaneKernel/train(_:_:_:_:_:)``.
    @usableFromInline
    package let train: @Sendable (UnitLaneMemory, EpochSamples, Int, Int, StepRule) -> Double

    /// ``UnitLaneKernel/evaluate(_:_:_:_:)``.
    @usableFromInline
    package let evaluate:
        @Sendable (UnitLaneMemory, EpochSamples, Int, Int) -> (loss: Double, correctCount: Int)

    /// ``PeakKernel/run(_:_:)``, for the benchmarks.
    @usableFromInline
    package let peak: @Sendable (UnsafeMutableRawPointer, Int) -> Void

    /// The chains of ``peak``.
    @usableFromInline
    package let peakChains: Int

    /// Compiles the kernels for `Vector` where this call is compiled.
    ///
    /// - Parameters:
    ///   - vector: The vector that some units become.
    ///   - target: The tag of the calling module's instruction set.
    @inlinable
    @inline(__always)
    package init<Vector: LaneVector, Target: InstructionSet>(
        _ vector: Vector.Type,
        _ target: Target.Type
    ) {
        laneCount = Vector.scalarCount
        panelVectors = UnitLaneKernel<Vector, Target>.panelVectors
        peak = { PeakKernel<Vector, Target>.run($0, $1) }
        peakChains = PeakKernel<Vector, Target>.chains
        train = { UnitLaneKernel<Vector, Target>.train($0, $1, $2, $3, $4) }
        evaluate = { UnitLaneKernel<Vector, Target>.evaluate($0, $1, $2, $3) }
    }
}
