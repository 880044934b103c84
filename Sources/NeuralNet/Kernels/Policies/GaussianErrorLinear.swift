internal import Glibc

/// z·Φ(z) with Φ(z) = (1 + erf(z/√2))/2, the exact form, and its derivative Φ(z) +
/// z·e⁻ᶻ²ᐟ²/√(2π).
///
/// - Source: Hendrycks and Gimpel, arXiv:1606.08415; PyTorch, `torch.nn.GELU`.
@usableFromInline
package enum GaussianErrorLinear: LaneActivation {
    @usableFromInline
    package static var pyTorchModule: String { "GELU" }

    @usableFromInline
    package static var cyclesPerVector: Double { 70 }

    @inlinable
    @inline(__always)
    package static func outputs<Lanes: LaneVector>(of sums: Lanes) -> Lanes {
        sums * distribution(at: sums)
    }

    @inlinable
    @inline(__always)
    package static func outputsAndSlopes<Lanes: LaneVector>(
        of sums: Lanes
    ) -> (outputs: Lanes, slopes: Lanes) {
        let share = distribution(at: sums)
        let power = (sums * sums * Lanes(repeating: -0.5)).exponential()
        let density = power * Lanes(repeating: 0x1.988454p-2)
        return (sums * share, share.adding(sums, times: density))
    }

    /// Φ(z).
    @inlinable
    @inline(__always)
    static func distribution<Lanes: LaneVector>(at sums: Lanes) -> Lanes {
        let half = Lanes(repeating: 0.5)
        let scaled = sums * Lanes(repeating: 0x1.6a09e6p-1)
        return half.adding(half, times: scaled.errorFunction())
    }

    @usableFromInline
    package static func output(of sum: Double) -> Double {
        sum * 0.5 * (1 + erf(sum * 0.5.squareRoot()))
    }

    @usableFromInline
    package static func slope(at sum: Double) -> Double {
        let density = exp(-0.5 * sum * sum) / (2 * Double.pi).squareRoot()
        return 0.5 * (1 + erf(sum * 0.5.squareRoot())) + sum * density
    }
}
