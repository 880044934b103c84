internal import Glibc

/// tanh z, with derivative 1 − a² at the output a.
@usableFromInline
package enum HyperbolicTangent: LaneActivation {
    @usableFromInline
    package static var pyTorchModule: String { "Tanh" }

    @usableFromInline
    package static var cyclesPerVector: Double { 36 }

    @inlinable
    @inline(__always)
    package static func outputs<Lanes: LaneVector>(of sums: Lanes) -> Lanes {
        sums.hyperbolicTangent()
    }

    @inlinable
    @inline(__always)
    package static func outputsAndSlopes<Lanes: LaneVector>(
        of sums: Lanes
    ) -> (outputs: Lanes, slopes: Lanes) {
        let outputs = outputs(of: sums)
        return (outputs, Lanes(repeating: 1).adding(Lanes() - outputs, times: outputs))
    }

    @usableFromInline
    package static func output(of sum: Double) -> Double { tanh(sum) }

    @usableFromInline
    package static func slope(at sum: Double) -> Double {
        let output = tanh(sum)
        return 1 - output * output
    }
}
