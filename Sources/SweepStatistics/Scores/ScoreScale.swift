internal import TrainingModel

/// The scale on which the runs of a sweep are scored: y = ln clip(L, f, 10·G).
///
/// L is the objective at a run's selected epoch, G what the best constant guess costs on the
/// training part, and f a floor below which losses are not told apart. A run that diverged or
/// exploded gets the highest score, so that no pair of runs is ever dropped.
package struct ScoreScale: Equatable, Sendable {
    /// What the settings are ranked by.
    package enum Objective: String, Sendable {
        /// The held-out loss, if the spec has a split or folds.
        case heldOutLoss = "validation_loss"

        /// The training loss otherwise, which says nothing about new data.
        case trainingLoss = "loss"

        /// f/G.
        fileprivate var floorShare: Double { self == .heldOutLoss ? 1e-3 : 1e-6 }
    }

    /// G, above 0.
    package let guess: Double

    /// What L is.
    package let objective: Objective

    /// Takes G, or returns `nil` if it is not above 0 and finite: then there is nothing to learn.
    package init?(guess: Double, objective: Objective) {
        guard guess > 0, guess.isFinite, (10 * guess).isFinite, guess * 1e-6 > 0 else { return nil }
        self.guess = guess
        self.objective = objective
    }

    /// f: 10⁻³·G for a held-out loss and 10⁻⁶·G for a training loss.
    package var floor: Double { objective.floorShare * guess }

    /// 10·G: losses above it are not told apart, and a run whose training loss is has exploded.
    package var ceiling: Double { 10 * guess }

    /// ln G, the score of the guess.
    package var guessScore: Double { ElementaryFunctions.logarithm(guess) }

    /// ln 10·G, the highest score.
    package var highestScore: Double { ElementaryFunctions.logarithm(ceiling) }

    /// The score of a run that ended with the loss `loss`; of a NaN, the highest.
    package func score(ofLoss loss: Double) -> Double {
        guard loss < ceiling else { return highestScore }
        return ElementaryFunctions.logarithm(max(loss, floor))
    }

    /// The loss that has the score `score`, or a factor of losses from a difference of scores.
    package static func loss(ofScore score: Double) -> Double {
        ElementaryFunctions.exponential(score)
    }

    /// Judges a run by its losses at the selected epoch.
    ///
    /// - Parameters:
    ///   - trainingLoss: The loss of the training part; not finite if the run diverged.
    ///   - heldOutLoss: The loss of the held-out part; `nil` if nothing was held out.
    /// - Returns: The state and the score, by ``objective``.
    /// - Precondition: `heldOutLoss` is given if it is the objective.
    package func judge(trainingLoss: Double, heldOutLoss: Double?) -> ScoredRun {
        guard trainingLoss.isFinite, heldOutLoss?.isFinite ?? true else {
            return ScoredRun(state: .diverged, score: highestScore)
        }
        guard trainingLoss <= ceiling else {
            return ScoredRun(state: .exploded, score: highestScore)
        }
        var loss = trainingLoss
        if objective == .heldOutLoss {
            guard let heldOutLoss else {
                preconditionFailure("the objective is the held-out loss, and there is none")
            }
            loss = heldOutLoss
        }
        let isOverfitted = trainingLoss < guess && (heldOutLoss ?? 0) > guess
        return ScoredRun(
            state: isOverfitted ? .overfitted : .finished,
            score: score(ofLoss: loss)
        )
    }
}

/// How a run ended, as the statistics see it.
package enum RunState: String, CaseIterable, Sendable {
    /// With losses that can be used.
    case finished

    /// Not finite any more.
    case diverged

    /// Finite, with a training loss above 10·G.
    case exploded

    /// With a training loss below G and a held-out loss above it.
    case overfitted

    /// Not yet, or failed: it has no score.
    case missing
}

/// The state of a run and its score.
package struct ScoredRun: Equatable, Sendable {
    /// How it ended.
    package let state: RunState

    /// y, or `nil` if the run is missing.
    package let score: Double?

    /// A run without a score.
    package static let missing = ScoredRun(state: .missing, score: nil)

    /// Takes both.
    package init(state: RunState, score: Double?) {
        self.state = state
        self.score = score
    }
}

/// How many runs ended in each state.
package struct RunStateCounts: Equatable, Sendable {
    private var counts = [Int](repeating: 0, count: RunState.allCases.count)

    /// Starts without runs.
    package init() {}

    /// The number of runs in `state`.
    package subscript(state: RunState) -> Int { counts[Self.index(of: state)] }

    /// The number of runs that have a score.
    package var scored: Int { counts.reduce(0, +) - self[.missing] }

    /// Counts one run.
    package mutating func count(_ state: RunState) { counts[Self.index(of: state)] += 1 }

    private static func index(of state: RunState) -> Int {
        RunState.allCases.firstIndex(of: state) ?? 0
    }
}
