/// Some rows of lane vectors, held in registers: the accumulators of a matrix product.
@usableFromInline
package protocol LaneTile {
    /// One row of the tile.
    associatedtype Row: LaneRow

    /// The number of rows.
    static var rowCount: Int { get }

    /// A tile whose row r holds `start(r)` in each place.
    init(rows start: (Int) -> Row)

    /// Adds the outer product: in row r, `factor(r)` · `row`, rounded once.
    mutating func add(_ factor: (Int) -> Row.Vector, times row: Row)

    /// Adds all rows to `sums` in order, each times `factor` of its place.
    func add(to sums: inout Row, times factor: (Int) -> Row.Vector)

    /// Hands each row and its place to `body`, in order.
    func forEachRow(_ body: (Int, Row) -> Void)
}

/// A tile of one row.
@usableFromInline
package struct TileSingle<Row: LaneRow>: LaneTile {
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
}

/// A tile of two rows.
@usableFromInline
package struct TilePair<Row: LaneRow>: LaneTile {
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
}

/// A tile of three rows.
@usableFromInline
package struct TileTriple<Row: LaneRow>: LaneTile {
    @usableFromInline var upper: TilePair<Row>
    @usableFromInline var lower: TileSingle<Row>

    @inlinable
    @inline(__always)
    package static var rowCount: Int { 3 }

    @inlinable
    @inline(__always)
    package init(rows start: (Int) -> Row) {
        upper = TilePair(rows: start)
        lower = TileSingle { start($0 + 2) }
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
}

/// A tile of four rows.
@usableFromInline
package struct TileQuad<Row: LaneRow>: LaneTile {
    @usableFromInline var upper: TilePair<Row>
    @usableFromInline var lower: TilePair<Row>

    @inlinable
    @inline(__always)
    package static var rowCount: Int { 4 }

    @inlinable
    @inline(__always)
    package init(rows start: (Int) -> Row) {
        upper = TilePair(rows: start)
        lower = TilePair { start($0 + 2) }
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
}

/// A tile of six rows.
@usableFromInline
package struct TileHexad<Row: LaneRow>: LaneTile {
    @usableFromInline var upper: TileTriple<Row>
    @usableFromInline var lower: TileTriple<Row>

    @inlinable
    @inline(__always)
    package static var rowCount: Int { 6 }

    @inlinable
    @inline(__always)
    package init(rows start: (Int) -> Row) {
        upper = TileTriple(rows: start)
        lower = TileTriple { start($0 + 3) }
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
}
