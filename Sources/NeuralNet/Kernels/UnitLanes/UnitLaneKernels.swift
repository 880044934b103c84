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

/// The fastest that a core can multiply and add: the yardstick of the benchmarks.
@usableFromInline
package enum PeakKernel<Vector: LaneVector, Target: InstructionSet> {
    /// The independent chains of fused multiply-adds, enough to hide the latency of one.
    @inlinable package static var chains: Int { 12 }

    /// Runs the chains in registers: x ← f·f + x, `rounds` times.
    ///
    /// - Parameters:
    ///   - numbers: f, then room for the result of each chain, all vectors.
    ///   - rounds: The length of each chain.
    @inlinable
    package static func run(_ numbers: UnsafeMutableRawPointer, _ rounds: Int) {
        let vectors = numbers.assumingMemoryBound(to: Vector.self)
        let factor = vectors[0]
        let row = LaneQuad(repeating: factor)
        var sums = Tile3 { _ in LaneQuad(repeating: Vector()) }
        for _ in 0..<rounds { sums.add({ _ in factor }, times: row) }
        sums.forEachRow { row, values in
            values.forEach { vectors[1 + row * LaneQuad<Vector>.count + $0] = $1 }
        }
    }
}
