/// z where it is positive, else 0.01·z.
@usableFromInline
package enum LeakyRectifiedLinear: LaneActivation {
    @usableFromInline
    package static var pyTorchModule: String { "LeakyReLU" }

    @usableFromInline
    package static var cyclesPerVector: Double { 4 }

    @inlinable
    @inline(__always)
    package static func outputs<Lanes: LaneVector>(of sums: Lanes) -> Lanes {
        outputsAndSlopes(of: sums).outputs
    }

    @inlinable
    @inline(__always)
    package static func outputsAndSlopes<Lanes: LaneVector>(
        of sums: Lanes
    ) -> (outputs: Lanes, slopes: Lanes) {
        let isPositive = sums.isGreater(than: Lanes())
        let leak = Lanes(repeating: 0.01)
        return (
            sums.chosen(where: isPositive, else: sums * leak),
            Lanes(repeating: 1).chosen(where: isPositive, else: leak)
        )
    }

    @usableFromInline
    package static func output(of sum: Double) -> Double { sum > 0 ? sum : 0.01 * sum }

    @usableFromInline
    package static func slope(at sum: Double) -> Double { sum > 0 ? 1 : 0.01 }
}
