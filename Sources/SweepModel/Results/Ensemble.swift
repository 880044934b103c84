/// A run whose network is averaged with others, and how much it weighs.
public struct EnsembleMember: Hashable, Sendable {
    /// The run.
    public let run: RunID

    /// How often it was chosen, from 1 on: its weight is this share of all choices.
    public let count: Int

    /// Names a member.
    public init(run: RunID, count: Int) {
        self.run = run
        self.count = count
    }
}

/// What an ensemble, and its first member alone, come to on the test samples.
public struct TestedEnsemble: Hashable, Sendable {
    /// The mean of −ln p of the true class by the first member, the best single run.
    public let singleLoss: Double

    /// The samples that the first member classifies right.
    public let singleCorrectCount: Int

    /// The mean of −ln p of the true class by the ensemble.
    public let loss: Double

    /// The samples that the ensemble classifies right.
    public let correctCount: Int

    /// States what an ensemble comes to.
    ///
    /// - Precondition: The losses are finite and not below 0, nor are the counts.
    public init(
        singleLoss: Double,
        singleCorrectCount: Int,
        loss: Double,
        correctCount: Int
    ) {
        precondition(
            singleLoss.isFinite && singleLoss >= 0 && loss.isFinite && loss >= 0
                && singleCorrectCount >= 0 && correctCount >= 0,
            "no ensemble has test losses of \(singleLoss) and \(loss)"
        )
        self.singleLoss = singleLoss
        self.singleCorrectCount = singleCorrectCount
        self.loss = loss
        self.correctCount = correctCount
    }
}
