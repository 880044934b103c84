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
