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
        var sums = TileTriple { _ in LaneQuad(repeating: Vector()) }
        for _ in 0..<rounds { sums.add({ _ in factor }, times: row) }
        sums.forEachRow { row, values in
            values.forEach { vectors[1 + row * LaneQuad<Vector>.count + $0] = $1 }
        }
    }
}
