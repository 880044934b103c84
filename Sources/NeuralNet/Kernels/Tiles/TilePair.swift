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
