package import TrainingModel

extension LossScale {
    /// Judges a run by its losses at the selected epoch.
    ///
    /// A run that diverged or exploded gets the highest score, so that no pair of runs is ever
    /// dropped.
    ///
    /// - Parameters:
    ///   - trainingLoss: The loss of the training part; not finite if the run diverged.
    ///   - heldOutLoss: The loss of the held-out part, by which settings are then ranked; `nil` if
    ///     nothing was held out.
    ///   - heldOutGuess: What a guess costs on the held-out part; `nil` if that is G.
    /// - Returns: The state and the score.
    package func judge(
        trainingLoss: Double,
        heldOutLoss: Double?,
        heldOutGuess: Double? = nil
    ) -> ScoredRun {
        guard trainingLoss.isFinite, heldOutLoss?.isFinite ?? true else {
            return ScoredRun(state: .diverged, score: highestScore)
        }
        guard trainingLoss <= ceiling else {
            return ScoredRun(state: .exploded, score: highestScore)
        }
        let isOverfitted = trainingLoss < guess && (heldOutLoss ?? 0) > heldOutGuess ?? guess
        return ScoredRun(
            state: isOverfitted ? .overfitted : .finished,
            score: score(ofLoss: heldOutLoss ?? trainingLoss)
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

    /// With a training loss below a guess's and a held-out loss above it.
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
