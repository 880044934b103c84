/// max(z, 0), with derivative 1 where the output is greater than 0, else 0.
@usableFromInline
package enum RectifiedLinear: LaneActivation {
    @usableFromInline
    package static var pyTorchModule: String { "ReLU" }

    @usableFromInline
    package static var onnxOperator: String { "Relu" }

    @inlinable
    @inline(__always)
    package static func outputs<Row: LaneVectorRow>(of sums: Row) -> Row { sums.rectified() }

    @inlinable
    @inline(__always)
    package static func deltas<Row: LaneVectorRow>(_ deltas: Row, outputs: Row) -> Row {
        deltas.gated(by: outputs)
    }

    // Not `sum > 0 ? sum : 0`, which would turn NaN into 0 and hide a divergence.
    @usableFromInline
    package static func output(of sum: Double) -> Double { sum < 0 ? 0 : sum }

    @usableFromInline
    package static func delta(_ delta: Double, at sum: Double) -> Double { sum > 0 ? delta : 0 }
}
