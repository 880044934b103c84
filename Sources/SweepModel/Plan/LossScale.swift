/// What the losses of one fold are measured against, known when the sweep is planned.
///
/// With it, a run's score is ln clip(L, f, 10·G) for its objective L.
public struct LossScale: Hashable, Sendable {
    /// G, the loss of the best constant guess on the training part; above 0 and finite.
    public let guess: Double

    /// f, below which losses count alike: 10⁻³·G for held-out loss, 10⁻⁶·G for training loss.
    public let floor: Double

    /// States a scale.
    ///
    /// - Precondition: 0 < `floor` ≤ `guess`, and both are finite.
    public init(guess: Double, floor: Double) {
        precondition(
            floor > 0 && floor <= guess && guess.isFinite,
            "a loss scale goes from above 0 up, not from \(floor) to \(guess)"
        )
        self.guess = guess
        self.floor = floor
    }
}
