internal import TrainingModel

/// What the losses of one fold are measured against, known when the sweep is planned.
///
/// With it, a run's score is ln clip(L, f, 10·G) for its objective L.
public struct LossScale: Hashable, Sendable {
    /// G, the loss of the best constant guess on the training part; above 0 and finite.
    public let guess: Double

    /// f, below which losses count alike: 10⁻³·G for held-out loss, 10⁻⁶·G for training loss.
    public let floor: Double

    /// States a scale that was stored.
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

    /// The scale of a training part whose best constant guess costs `guess`.
    ///
    /// - Parameters:
    ///   - guess: G.
    ///   - isHeldOut: Whether the objective is a held-out loss.
    /// - Returns: `nil` if G is 0: there is nothing to learn.
    public init?(guess: Double, isHeldOut: Bool) {
        guard guess > 0, guess.isFinite else { return nil }
        self.init(guess: guess, floor: guess * (isHeldOut ? 1e-3 : 1e-6))
    }

    /// The entropy of the class shares, −Σ pₖ·ln pₖ in nats: what the best constant guess costs.
    ///
    /// The terms are added in the order of the classes with our own logarithm, so that the bits are
    /// the same on every machine.
    ///
    /// - Parameter counts: The samples of each class; those of no sample do not count.
    /// - Returns: 0 if at most one class has samples.
    public static func entropy(ofClassCounts counts: [Int]) -> Double {
        let total = Double(counts.reduce(0, +))
        return counts.reduce(0.0) { sum, count in
            guard count > 0 else { return sum }
            let share = Double(count) / total
            return sum + share * ElementaryFunctions.logarithm(total / Double(count))
        }
    }
}
