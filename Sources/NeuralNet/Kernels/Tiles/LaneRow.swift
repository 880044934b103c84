/// Some lane vectors side by side, held in registers: one row of a tile.
@usableFromInline
package protocol LaneRow {
    /// The type of its vectors.
    associatedtype Vector: LaneVector

    /// The number of vectors.
    static var count: Int { get }

    /// The index of the vector that holds 1 instead of an input, if there is one.
    static var biasIndex: Int? { get }

    /// The same vector `count` times.
    init(repeating vector: Vector)

    /// At each index what `start` gives for it.
    init(vectors start: (Int) -> Vector)

    /// Reads the vectors at `index`, `index + stride`, …
    init<Source: LaneSource>(
        _ source: Source.Type,
        _ base: UnsafeRawPointer,
        at index: Int,
        stride: Int
    ) where Source.Vector == Vector

    /// Adds `factor` · `row` vector by vector, each rounded once.
    mutating func add(_ factor: Vector, times row: Self)

    /// Writes the vectors to `target`, `stride` apart.
    func store(to target: UnsafeMutablePointer<Vector>, stride: Int)

    /// `start` plus the vectors, one after the other.
    func sum(from start: Vector) -> Vector

    /// Hands each vector and its index to `body`, in order.
    func forEach(_ body: (Int, Vector) -> Void)

    /// Moves the parameters of which the row holds the gradients, by a rule that is not fused.
    ///
    /// - Parameters:
    ///   - update: What moves them.
    ///   - weight: The first weight; the others follow.
    ///   - bias: The bias of which a row with one has the gradient.
    func separateStep<Target: InstructionSet>(
        _ update: ParameterUpdate<Vector, Target>,
        weight: Int,
        bias: Int
    )
}

extension LaneRow {
    @inlinable
    @inline(__always)
    package static var biasIndex: Int? { nil }
}

/// A row that is itself computed with like one long vector, as the softmax of some samples is.
@usableFromInline
package protocol LaneVectorRow: LaneRow, LaneVector {}

extension LaneVectorRow {
    @inlinable
    @inline(__always)
    package func separateStep<Target: InstructionSet>(
        _ update: ParameterUpdate<Vector, Target>,
        weight: Int,
        bias: Int
    ) {
        update.separateStep(weight, 1, along: self)
    }
}
