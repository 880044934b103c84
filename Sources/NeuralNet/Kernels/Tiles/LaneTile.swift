/// Some rows of lane vectors, held in registers: the accumulators of a matrix product.
@usableFromInline
package protocol LaneTile {
    /// One row of the tile.
    associatedtype Row: LaneRow

    /// The number of rows.
    static var rowCount: Int { get }

    /// A tile whose row r is `start(r)`.
    init(rows start: (Int) -> Row)

    /// Adds the outer product: in row r, `factor(r)` · `row`, rounded once.
    mutating func add(_ factor: (Int) -> Row.Vector, times row: Row)

    /// Adds all rows to `sums` in order, each times `factor` of its index.
    func add(to sums: inout Row, times factor: (Int) -> Row.Vector)

    /// Hands each row and its index to `body`, in order.
    func forEachRow(_ body: (Int, Row) -> Void)

    /// Hands each row and its index, counted from `first` on, to `consumer`, in order.
    func handRows<Consumer: LaneRowConsumer>(from first: Int, to consumer: Consumer)
    where Consumer.Row == Row
}

/// What takes the rows of a tile.
///
/// A closure would do the same, but the optimizer calls one instead of inlining it where it is used
/// for several rows, and then rows pass through memory.
@usableFromInline
package protocol LaneRowConsumer {
    /// The rows.
    associatedtype Row: LaneRow

    /// Takes row `index`.
    func take(_ index: Int, _ row: Row)
}

/// A tile of one row.
@usableFromInline
package struct Tile1<Row: LaneRow>: LaneTile {
    @usableFromInline var first: Row

    @inlinable
    @inline(__always)
    package static var rowCount: Int { 1 }

    @inlinable
    @inline(__always)
    package init(rows start: (Int) -> Row) {
        first = start(0)
    }

    @inlinable
    @inline(__always)
    package mutating func add(_ factor: (Int) -> Row.Vector, times row: Row) {
        first.add(factor(0), times: row)
    }

    @inlinable
    @inline(__always)
    package func add(to sums: inout Row, times factor: (Int) -> Row.Vector) {
        sums.add(factor(0), times: first)
    }

    @inlinable
    @inline(__always)
    package func forEachRow(_ body: (Int, Row) -> Void) {
        body(0, first)
    }

    @inlinable
    @inline(__always)
    package func handRows<Consumer: LaneRowConsumer>(from first: Int, to consumer: Consumer)
    where Consumer.Row == Row {
        consumer.take(first, self.first)
    }
}

/// A tile of two rows.
@usableFromInline
package struct Tile2<Row: LaneRow>: LaneTile {
    @usableFromInline var first: Row
    @usableFromInline var second: Row

    @inlinable
    @inline(__always)
    package static var rowCount: Int { 2 }

    @inlinable
    @inline(__always)
    package init(rows start: (Int) -> Row) {
        first = start(0)
        second = start(1)
    }

    @inlinable
    @inline(__always)
    package mutating func add(_ factor: (Int) -> Row.Vector, times row: Row) {
        first.add(factor(0), times: row)
        second.add(factor(1), times: row)
    }

    @inlinable
    @inline(__always)
    package func add(to sums: inout Row, times factor: (Int) -> Row.Vector) {
        sums.add(factor(0), times: first)
        sums.add(factor(1), times: second)
    }

    @inlinable
    @inline(__always)
    package func forEachRow(_ body: (Int, Row) -> Void) {
        body(0, first)
        body(1, second)
    }

    @inlinable
    @inline(__always)
    package func handRows<Consumer: LaneRowConsumer>(from first: Int, to consumer: Consumer)
    where Consumer.Row == Row {
        consumer.take(first, self.first)
        consumer.take(first + 1, second)
    }
}

/// A tile of three rows.
@usableFromInline
package struct Tile3<Row: LaneRow>: LaneTile {
    @usableFromInline var upper: Tile2<Row>
    @usableFromInline var lower: Tile1<Row>

    @inlinable
    @inline(__always)
    package static var rowCount: Int { 3 }

    @inlinable
    @inline(__always)
    package init(rows start: (Int) -> Row) {
        upper = Tile2(rows: start)
        lower = Tile1 { start($0 + 2) }
    }

    @inlinable
    @inline(__always)
    package mutating func add(_ factor: (Int) -> Row.Vector, times row: Row) {
        upper.add(factor, times: row)
        lower.add({ factor($0 + 2) }, times: row)
    }

    @inlinable
    @inline(__always)
    package func add(to sums: inout Row, times factor: (Int) -> Row.Vector) {
        upper.add(to: &sums, times: factor)
        lower.add(to: &sums) { factor($0 + 2) }
    }

    @inlinable
    @inline(__always)
    package func forEachRow(_ body: (Int, Row) -> Void) {
        upper.forEachRow(body)
        lower.forEachRow { body($0 + 2, $1) }
    }

    @inlinable
    @inline(__always)
    package func handRows<Consumer: LaneRowConsumer>(from first: Int, to consumer: Consumer)
    where Consumer.Row == Row {
        upper.handRows(from: first, to: consumer)
        lower.handRows(from: first + 2, to: consumer)
    }
}

/// A tile of four rows.
@usableFromInline
package struct Tile4<Row: LaneRow>: LaneTile {
    @usableFromInline var upper: Tile2<Row>
    @usableFromInline var lower: Tile2<Row>

    @inlinable
    @inline(__always)
    package static var rowCount: Int { 4 }

    @inlinable
    @inline(__always)
    package init(rows start: (Int) -> Row) {
        upper = Tile2(rows: start)
        lower = Tile2 { start($0 + 2) }
    }

    @inlinable
    @inline(__always)
    package mutating func add(_ factor: (Int) -> Row.Vector, times row: Row) {
        upper.add(factor, times: row)
        lower.add({ factor($0 + 2) }, times: row)
    }

    @inlinable
    @inline(__always)
    package func add(to sums: inout Row, times factor: (Int) -> Row.Vector) {
        upper.add(to: &sums, times: factor)
        lower.add(to: &sums) { factor($0 + 2) }
    }

    @inlinable
    @inline(__always)
    package func forEachRow(_ body: (Int, Row) -> Void) {
        upper.forEachRow(body)
        lower.forEachRow { body($0 + 2, $1) }
    }

    @inlinable
    @inline(__always)
    package func handRows<Consumer: LaneRowConsumer>(from first: Int, to consumer: Consumer)
    where Consumer.Row == Row {
        upper.handRows(from: first, to: consumer)
        lower.handRows(from: first + 2, to: consumer)
    }
}

/// A tile of six rows.
@usableFromInline
package struct Tile6<Row: LaneRow>: LaneTile {
    @usableFromInline var upper: Tile3<Row>
    @usableFromInline var lower: Tile3<Row>

    @inlinable
    @inline(__always)
    package static var rowCount: Int { 6 }

    @inlinable
    @inline(__always)
    package init(rows start: (Int) -> Row) {
        upper = Tile3(rows: start)
        lower = Tile3 { start($0 + 3) }
    }

    @inlinable
    @inline(__always)
    package mutating func add(_ factor: (Int) -> Row.Vector, times row: Row) {
        upper.add(factor, times: row)
        lower.add({ factor($0 + 3) }, times: row)
    }

    @inlinable
    @inline(__always)
    package func add(to sums: inout Row, times factor: (Int) -> Row.Vector) {
        upper.add(to: &sums, times: factor)
        lower.add(to: &sums) { factor($0 + 3) }
    }

    @inlinable
    @inline(__always)
    package func forEachRow(_ body: (Int, Row) -> Void) {
        upper.forEachRow(body)
        lower.forEachRow { body($0 + 3, $1) }
    }

    @inlinable
    @inline(__always)
    package func handRows<Consumer: LaneRowConsumer>(from first: Int, to consumer: Consumer)
    where Consumer.Row == Row {
        upper.handRows(from: first, to: consumer)
        lower.handRows(from: first + 3, to: consumer)
    }
}
