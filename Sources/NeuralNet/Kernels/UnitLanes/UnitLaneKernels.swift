/// The entry points of the kernels whose lanes are units, for one block and one instruction set.
///
/// No vector passes through them, so they may be called from code for any processor.
@usableFromInline
package struct UnitLaneKernels: Sendable {
    /// How lanes are used.
    @usableFromInline
    package let width: UnitLaneWidth

    /// ``UnitLaneKernel/train(_:_:_:_:_:_:)``.
    @usableFromInline
    package let train:
        @Sendable (
            UnitLaneMemory, EpochSamples, Int, Int, StepRule, UnsafeMutablePointer<Double>
        ) -> Void

    /// ``UnitLaneKernel/evaluate(_:_:_:_:_:_:)``.
    @usableFromInline
    package let evaluate:
        @Sendable (
            UnitLaneMemory, EpochSamples, Int, Int,
            UnsafeMutablePointer<Double>, UnsafeMutablePointer<Int>
        ) -> Void

    /// Compiles the kernels for `Block` where this call is compiled.
    ///
    /// - Parameters:
    ///   - block: The runs of a block and the vector.
    ///   - target: The tag of the calling module's instruction set.
    @inlinable
    @inline(__always)
    package init<Block: LaneBlock, Target: InstructionSet>(
        _ block: Block.Type,
        _ target: Target.Type
    ) {
        width = UnitLaneKernel<Block, Target>.width
        train = { UnitLaneKernel<Block, Target>.train($0, $1, $2, $3, $4, $5) }
        evaluate = { UnitLaneKernel<Block, Target>.evaluate($0, $1, $2, $3, $4, $5) }
    }
}

/// The entry points of ``PeakKernel`` for one vector and one instruction set.
@usableFromInline
package struct PeakKernels: Sendable {
    /// The lanes of the vector.
    @usableFromInline
    package let laneCount: Int

    /// The chains of ``run``.
    @usableFromInline
    package let chains: Int

    /// ``PeakKernel/run(_:_:)``.
    @usableFromInline
    package let run: @Sendable (UnsafeMutableRawPointer, Int) -> Void

    /// Compiles the kernel for `Vector` where this call is compiled.
    ///
    /// - Parameters:
    ///   - vector: The vector.
    ///   - target: The tag of the calling module's instruction set.
    @inlinable
    @inline(__always)
    package init<Vector: LaneVector, Target: InstructionSet>(
        _ vector: Vector.Type,
        _ target: Target.Type
    ) {
        laneCount = Vector.scalarCount
        chains = PeakKernel<Vector, Target>.chains
        run = { PeakKernel<Vector, Target>.run($0, $1) }
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
