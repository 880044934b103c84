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
