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

    /// Hands the vectors to `consumer`: those without a bias at once, then that of a bias.
    func hand<Consumer: LaneVectorConsumer>(to consumer: Consumer)
    where Consumer.Vector == Vector
}

/// What takes the vectors of a row, without a closure for the reason of ``LaneRowConsumer``.
@usableFromInline
package protocol LaneVectorConsumer {
    /// A value for each lane.
    associatedtype Vector: LaneVector

    /// Takes all vectors but that of a bias.
    func take<Row: LaneVectorRow>(_ row: Row) where Row.Vector == Vector

    /// Takes the vector of a bias.
    func takeBias(_ vector: Vector)
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
    package func hand<Consumer: LaneVectorConsumer>(to consumer: Consumer)
    where Consumer.Vector == Vector {
        consumer.take(self)
    }
}
