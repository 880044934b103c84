package import SweepModel

/// What some of the trained networks come to together, their probabilities being averaged.
package struct EnsembleAnswer: Sendable {
    /// A run and its weight.
    package struct Member: Sendable {
        /// The run.
        package let run: Run

        /// How often it was chosen.
        package let count: Int
    }

    /// The members in the order in which they were first chosen: the first one is the run with the
    /// lowest validation loss of all.
    package let members: [Member]

    /// The mean of −ln p of the true class of the validation samples by the first member.
    package let singleLoss: Double

    /// The same of the ensemble, at most ``singleLoss``.
    package let loss: Double

    /// The runs among which was chosen.
    package let candidateCount: Int

    /// The runs with higher validation losses that were left out, as they would have taken more
    /// memory or time than there is.
    package let leftOutCount: Int

    /// The finished runs of which no parameters are stored.
    package let unstoredCount: Int

    /// What ensemble and first member come to on the test samples; `nil` if that was not looked at.
    package private(set) var test: TestedEnsemble?

    /// Describes an ensemble of which no test sample was looked at.
    init(
        members: [Member],
        singleLoss: Double,
        loss: Double,
        candidateCount: Int,
        leftOutCount: Int,
        unstoredCount: Int
    ) {
        self.members = members
        self.singleLoss = singleLoss
        self.loss = loss
        self.candidateCount = candidateCount
        self.leftOutCount = leftOutCount
        self.unstoredCount = unstoredCount
    }

    /// How many choices were made.
    package var choiceCount: Int { members.reduce(0) { $0 + $1.count } }

    /// The loss as a factor of that of the best single run; `nil` where that is 0.
    package var factor: Double? { singleLoss > 0 ? loss / singleLoss : nil }

    /// The members as they are stored.
    package var storedMembers: [EnsembleMember] {
        members.map { EnsembleMember(run: $0.run.id, count: $0.count) }
    }

    /// The same, with what was seen of the test samples if these members were looked at.
    func tested(by record: TestRecord) -> EnsembleAnswer {
        let stored = storedMembers
        var answer = self
        answer.test =
            record.looks.lazy.filter { $0.members == stored }
            .compactMap { record.ensembles[$0] }.first
        return answer
    }
}

extension TestedEnsemble {
    /// The ensemble's loss as a factor of that of its first member; `nil` where that is 0.
    package var factor: Double? { singleLoss > 0 ? loss / singleLoss : nil }
}

/// Why there is no ensemble.
package enum EnsembleAbsence: Error, Equatable {
    /// None was asked for.
    case notAsked

    /// With folds, no two of the networks of different folds may predict the same samples.
    case folds

    /// Without validation samples there is nothing to choose by.
    case noValidation

    /// It waits for all runs to end.
    case partial

    /// Asking even two networks about the samples would take too much memory or time.
    case tooLarge

    /// Fewer than two runs finished and have parameters.
    case tooFewRuns
}
