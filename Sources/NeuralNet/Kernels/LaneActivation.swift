/// What a hidden unit makes of its sum, as a static policy of the kernels.
///
/// ``RectifiedLinear`` is fused with the products, and nothing else is: each product exists once
/// for every vector and tile. Another activation is a pass of its own over what the products leave,
/// layer by layer, so code grows by the passes of each activation and not by the products for it.
@usableFromInline
protocol LaneActivation {
    /// The outputs of units with these sums.
    static func outputs<Row: LaneVectorRow>(of sums: Row) -> Row

    /// The derivative by the sums, of which `deltas` is that by the outputs.
    static func deltas<Row: LaneVectorRow>(_ deltas: Row, outputs: Row) -> Row
}

/// max(z, 0), with derivative 1 where the output is greater than 0, else 0; PyTorch's `ReLU`.
@usableFromInline
enum RectifiedLinear: LaneActivation {
    @inlinable
    @inline(__always)
    static func outputs<Row: LaneVectorRow>(of sums: Row) -> Row { sums.rectified() }

    @inlinable
    @inline(__always)
    static func deltas<Row: LaneVectorRow>(_ deltas: Row, outputs: Row) -> Row {
        deltas.gated(by: outputs)
    }
}
