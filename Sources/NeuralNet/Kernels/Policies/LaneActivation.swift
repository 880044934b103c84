/// What a hidden unit makes of its sum, as a static policy of the kernels.
///
/// ``RectifiedLinear`` is fused with the products, and nothing else is: each product exists once
/// for every vector and tile. Another activation is a pass of its own over what the products leave,
/// layer by layer, so code grows by the passes of each activation and not by the products for it.
///
/// A policy is one file: the arithmetic on lanes, the same in Double, and the names elsewhere.
@usableFromInline
package protocol LaneActivation {
    /// The class of `torch.nn` that computes the same.
    static var pyTorchModule: String { get }

    /// The operator of ONNX that computes the same.
    static var onnxOperator: String { get }

    /// The outputs of units with these sums.
    static func outputs<Row: LaneVectorRow>(of sums: Row) -> Row

    /// The derivative by the sums, of which `deltas` is that by the outputs.
    static func deltas<Row: LaneVectorRow>(_ deltas: Row, outputs: Row) -> Row

    /// The output of a unit with this sum, for the reference.
    static func output(of sum: Double) -> Double

    /// The derivative by this sum, of which `delta` is that by the output, for the reference.
    static func delta(_ delta: Double, at sum: Double) -> Double
}

/// What a layer's product is fused with, chosen for each call of it.
@usableFromInline
enum FusedActivation {
    /// The sums as they are: logits, or what another pass makes an activation of.
    case identity

    /// ``RectifiedLinear``.
    case rectifiedLinear

    /// What the layer gives for these sums.
    @inlinable
    @inline(__always)
    func outputs<Row: LaneVectorRow>(of sums: Row) -> Row {
        switch self {
        case .identity: sums
        case .rectifiedLinear: RectifiedLinear.outputs(of: sums)
        }
    }
}
