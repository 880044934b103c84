/// Where the sums of a product start and where they go.
@usableFromInline
package protocol ProductEnds {
    /// The vector in which the sums are computed.
    associatedtype Vector: LaneVector

    /// What the sum in `row` and vector `column` starts with.
    func start(_ row: Int, _ column: Int) -> Vector

    /// Takes the finished sum in `row` and vector `column`.
    func finish(_ row: Int, _ column: Int, _ sum: Vector)
}
