/// max(z, 0), with derivative 1 where the output is greater than 0, else 0.
@usableFromInline
package enum RectifiedLinear: LaneActivation {
    @usableFromInline
    package static var pyTorchModule: String { "ReLU" }

    /// The operator of ONNX that computes the same.
    package static var onnxOperator: String { "Relu" }

    @usableFromInline
    package static var cyclesPerVector: Double { 0 }

    @inlinable
    @inline(__always)
    package static func outputs<Lanes: LaneVector>(of sums: Lanes) -> Lanes { sums.rectified() }

    @inlinable
    @inline(__always)
    package static func outputsAndSlopes<Lanes: LaneVector>(
        of sums: Lanes
    ) -> (outputs: Lanes, slopes: Lanes) {
        let outputs = outputs(of: sums)
        return (outputs, Lanes(repeating: 1).gated(by: outputs))
    }

    /// The derivatives by the sums, of which `deltas` are those by the outputs.
    @inlinable
    @inline(__always)
    package static func deltas<Lanes: LaneVector>(_ deltas: Lanes, outputs: Lanes) -> Lanes {
        deltas.gated(by: outputs)
    }

    // Not `sum > 0 ? sum : 0`, which would turn NaN into 0 and hide a divergence.
    @usableFromInline
    package static func output(of sum: Double) -> Double { sum < 0 ? 0 : sum }

    @usableFromInline
    package static func slope(at sum: Double) -> Double { sum > 0 ? 1 : 0 }
}
