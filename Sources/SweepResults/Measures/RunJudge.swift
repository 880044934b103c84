package import SweepModel
package import SweepStatistics
package import TrainingModel

/// Gives each run of a sweep its state and score.
package struct RunJudge: Sendable {
    /// What settings are ranked by.
    package let objective: Objective

    /// What a guess comes to, for each fold.
    package let guesses: [Guess]

    /// Which epoch of a run is judged.
    package let choice: EpochChoice

    /// Judges the runs of `plan`.
    ///
    /// - Parameters:
    ///   - plan: The sweep's plan.
    ///   - guesses: What a guess comes to, for each fold.
    package init(_ plan: SweepPlan, guesses: [Guess]) {
        objective = plan.objective
        choice = plan.spec.choice
        self.guesses = guesses
    }

    /// The state and score of a run.
    ///
    /// - Parameters:
    ///   - result: The run.
    ///   - measures: What it comes down to.
    /// - Returns: Both; no score if the run failed or is open.
    package func score(of result: RunResult, _ measures: RunMeasures) -> ScoredRun {
        switch result.outcome {
        case nil, .failed: return .missing
        case .diverged:
            let scale = guesses[result.run.fold].scale
            return ScoredRun(state: .diverged, score: scale.highestScore)
        case .finished:
            let guess = guesses[result.run.fold]
            return guess.scale.judge(
                trainingLoss: Double(measures[.loss]),
                heldOutLoss: objective.isHeldOut ? Double(measures[objective.lossMeasure]) : nil,
                heldOutGuess: guess.judgedLoss
            )
        }
    }
}
