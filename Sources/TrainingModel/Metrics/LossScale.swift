/// What the losses of one fold are measured against, known when the sweep is planned, and the scale
/// on which its runs are scored: y = ln clip(L, f, 10·G).
///
/// L is the objective at a run's selected epoch, G what the best constant guess costs on the
/// training part, and f a floor below which losses are not told apart.
public struct LossScale: Hashable, Sendable {
    /// G, the loss of the best constant guess on the training part; above 0.
    public let guess: Double

    /// f, below which losses count alike: 10⁻³·G for held-out loss, 10⁻⁶·G for training loss.
    public let floor: Double

    /// Takes a scale that was stored, or returns `nil` unless 0 < f ≤ G and 10·G is finite.
    ///
    /// - Parameters:
    ///   - guess: G.
    ///   - floor: f.
    public init?(guess: Double, floor: Double) {
        guard floor > 0, floor <= guess, (10 * guess).isFinite else { return nil }
        self.guess = guess
        self.floor = floor
    }

    /// Makes the scale of a guess, or returns `nil` if it is not above 0 and finite: then there is
    /// nothing to learn.
    ///
    /// - Parameters:
    ///   - guess: G.
    ///   - isHeldOut: Whether L is the loss on held-out samples.
    public init?(guess: Double, isHeldOut: Bool) {
        self.init(guess: guess, floor: (isHeldOut ? 1e-3 : 1e-6) * guess)
    }

    /// 10·G: losses above it are not told apart, and a run whose training loss is has exploded.
    public var ceiling: Double { 10 * guess }

    /// What losses are clipped to, and so what their means and intervals lie within.
    public var losses: ClosedRange<Double> { floor...ceiling }

    /// The factors by which two clipped losses can differ: f/10·G to 10·G/f.
    public var factors: ClosedRange<Double> { floor / ceiling...ceiling / floor }

    /// ln G, the score of the guess.
    public var guessScore: Double { ElementaryFunctions.logarithm(guess) }

    /// ln 10·G, the highest score.
    public var highestScore: Double { ElementaryFunctions.logarithm(ceiling) }

    /// The score of a run.
    ///
    /// - Parameter loss: L; a NaN has the highest score.
    /// - Returns: A number from ln f to ln 10·G.
    public func score(ofLoss loss: Double) -> Double {
        guard loss < ceiling else { return highestScore }
        return ElementaryFunctions.logarithm(max(loss, floor))
    }

    /// The loss that has a score, or a factor of losses from a difference of scores.
    ///
    /// - Parameter score: y, or a difference of two.
    /// - Returns: e to it.
    public static func loss(ofScore score: Double) -> Double {
        ElementaryFunctions.exponential(score)
    }
}
