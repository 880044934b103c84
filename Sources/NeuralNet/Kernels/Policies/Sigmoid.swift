internal import Glibc

/// 1/(1 + e⁻ᶻ), with derivative a·(1 − a) at the output a.
///
/// From e⁻ᴵᶻᴵ, which does not overflow: with q = 1/(1 + e⁻ᴵᶻᴵ) the two outputs at ±z are q and
/// q·e⁻ᴵᶻᴵ, each with all its digits, and their product is the derivative.
@usableFromInline
package enum Sigmoid: LaneActivation {
    @usableFromInline
    package static var pyTorchModule: String { "Sigmoid" }

    @usableFromInline
    package static var cyclesPerVector: Double { 28 }

    @inlinable
    @inline(__always)
    package static func outputs<Lanes: LaneVector>(of sums: Lanes) -> Lanes {
        both(of: sums).own
    }

    @inlinable
    @inline(__always)
    package static func outputsAndSlopes<Lanes: LaneVector>(
        of sums: Lanes
    ) -> (outputs: Lanes, slopes: Lanes) {
        let (own, other) = both(of: sums)
        return (own, own * other)
    }

    /// The outputs at z and at −z, which is 1 less the first.
    @inlinable
    @inline(__always)
    static func both<Lanes: LaneVector>(of sums: Lanes) -> (own: Lanes, other: Lanes) {
        let power = (Lanes() - sums.magnitude()).exponential()
        let one = Lanes(repeating: 1)
        let large = one / (one + power)
        let small = large * power
        let isPositive = sums.isGreater(than: Lanes())
        return (
            large.chosen(where: isPositive, else: small),
            small.chosen(where: isPositive, else: large)
        )
    }

    @usableFromInline
    package static func output(of sum: Double) -> Double {
        let power = exp(-abs(sum))
        return sum > 0 ? 1 / (1 + power) : power / (1 + power)
    }

    @usableFromInline
    package static func slope(at sum: Double) -> Double { output(of: sum) * output(of: -sum) }
}
