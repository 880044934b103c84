internal import Glibc

/// z where it is positive, else eᶻ − 1, with derivative eᶻ there.
///
/// - Source: Clevert et al., ICLR 2016, with α = 1.
@usableFromInline
package enum ExponentialLinear: LaneActivation {
    @usableFromInline
    package static var pyTorchModule: String { "ELU" }

    @usableFromInline
    package static var cyclesPerVector: Double { 24 }

    @inlinable
    @inline(__always)
    package static func outputs<Lanes: LaneVector>(of sums: Lanes) -> Lanes {
        let isPositive = sums.isGreater(than: Lanes())
        return sums.chosen(where: isPositive, else: sums.limited(to: 0).exponentialMinusOne())
    }

    @inlinable
    @inline(__always)
    package static func outputsAndSlopes<Lanes: LaneVector>(
        of sums: Lanes
    ) -> (outputs: Lanes, slopes: Lanes) {
        // Of a positive sum e⁰ remains, which is its slope.
        (outputs(of: sums), sums.limited(to: 0).exponential())
    }

    @usableFromInline
    package static func output(of sum: Double) -> Double { sum > 0 ? sum : expm1(sum) }

    @usableFromInline
    package static func slope(at sum: Double) -> Double { sum > 0 ? 1 : exp(sum) }
}
