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
