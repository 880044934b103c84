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
