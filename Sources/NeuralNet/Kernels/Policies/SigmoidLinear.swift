/// z·σ(z) with the ``Sigmoid`` σ, and its derivative σ(z)·(1 + z·σ(−z)).
///
/// - Source: Elfwing et al., Neural Networks 107, 2018; PyTorch, `torch.nn.SiLU`.
@usableFromInline
package enum SigmoidLinear: LaneActivation {
    @usableFromInline
    package static var pyTorchModule: String { "SiLU" }

    @usableFromInline
    package static var cyclesPerVector: Double { 32 }

    @inlinable
    @inline(__always)
    package static func outputs<Lanes: LaneVector>(of sums: Lanes) -> Lanes {
        sums * Sigmoid.outputs(of: sums)
    }

    @inlinable
    @inline(__always)
    package static func outputsAndSlopes<Lanes: LaneVector>(
        of sums: Lanes
    ) -> (outputs: Lanes, slopes: Lanes) {
        let (own, other) = Sigmoid.both(of: sums)
        return (sums * own, own * Lanes(repeating: 1).adding(sums, times: other))
    }

    @usableFromInline
    package static func output(of sum: Double) -> Double { sum * Sigmoid.output(of: sum) }

    @usableFromInline
    package static func slope(at sum: Double) -> Double {
        Sigmoid.output(of: sum) * (1 + sum * Sigmoid.output(of: -sum))
    }
}
