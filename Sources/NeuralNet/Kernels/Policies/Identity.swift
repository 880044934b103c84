/// z: hidden layers that are only linear.
@usableFromInline
package enum Identity: LaneActivation {
    @usableFromInline
    package static var pyTorchModule: String { "Identity" }

    @usableFromInline
    package static var cyclesPerVector: Double { 3 }

    @inlinable
    @inline(__always)
    package static func outputs<Lanes: LaneVector>(of sums: Lanes) -> Lanes { sums }

    @inlinable
    @inline(__always)
    package static func outputsAndSlopes<Lanes: LaneVector>(
        of sums: Lanes
    ) -> (outputs: Lanes, slopes: Lanes) {
        (sums, Lanes(repeating: 1))
    }

    @usableFromInline
    package static func output(of sum: Double) -> Double { sum }

    @usableFromInline
    package static func slope(at sum: Double) -> Double { 1 }
}
