internal import NeuralNet
internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// Whether anything was learned beyond the best constant guess, and if not, why.
struct LearningFindings {
    /// From this training accuracy on the samples are memorized.
    private static let memorizedAccuracy = 0.995

    private let results: SweepResults

    /// Looks at the settings of `results`.
    init(_ results: SweepResults) { self.results = results }

    /// The answer where no setting learned.
    var nothingLearned: String {
        guard let best = results.best else { return "Nothing was learned." }
        let label = results.label(of: best.setting)
        let subject = results.comparedCount > 1 ? "even the best, \(label)," : label
        let accuracy = best.score.accuracy.map {
            ", at \(NumberText.percent($0.mean)) \(results.objective.accuracyTitle)"
        }
        let verdict = isAheadOfGuess ? "Nothing was shown to be learned" : "Nothing was learned"
        return "\(verdict): \(subject) has a \(results.objective.title) of "
            + "\(NumberText.loss(best.score.loss))\(accuracy ?? ""), and a guess by the "
            + "class shares of the training samples costs \(NumberText.loss(results.guessLoss)) and "
            + "is right for \(NumberText.percent(results.largestClassShare))."
    }

    /// Whether the leader's mean is better than a guess, if by too little to be sure.
    private var isAheadOfGuess: Bool {
        guard let best = results.best else { return false }
        return best.score.loss < results.guessLoss
    }

    /// The likely reasons that nothing was learned.
    var reasons: [String] {
        guard !results.hasLearned else { return [] }
        let reasons = results.unlearnedReasons.map(sentence)
        guard reasons.isEmpty else { return reasons }
        if isAheadOfGuess, results.isOptimistic {
            return [
                "The loss is the lowest of up to \(NumberText.counted(epochCount, "epoch")) on the "
                    + "samples that judge it, which proves nothing, and the accuracy is not above "
                    + "the largest class’s share by more than chance."
                    + (results.test == nil ? " Test samples would tell." : "")
            ]
        }
        if isAheadOfGuess {
            return [
                "With \(results.unitsText) and so few samples this cannot be told from a guess: "
                    + "more of both, or more epochs, may show it."
            ]
        }
        if isLearnedByHeart {
            return [
                "The networks learned their training samples by heart, and nothing that holds for "
                    + "others: fewer epochs, a smaller network or weight decay may help, or there "
                    + "is nothing to learn."
            ]
        }
        let remedy =
            results.isOptimistic
            ? "Another learning rate or network" : "More epochs or another learning rate"
        return ["\(remedy) may help, or there is nothing to learn."]
    }

    /// Whether all runs are overfitted, the best setting's far below a guess in training.
    private var isLearnedByHeart: Bool {
        let overfitted = results.statuses[.overfitted]
        guard overfitted > 0, overfitted == results.statuses.scored, let best = results.best,
            let scale = results.guesses.first?.scale
        else { return false }
        let losses = best.values(of: .loss).filter(\.isFinite)
        return losses.reduce(0, +) < 0.5 * scale.guess * Double(losses.count)
    }

    private var epochCount: Int { results.plan.spec.epochs }

    private func sentence(_ reason: LikelyReason) -> String {
        switch reason {
        case .unevenRanges(let ratio):
            return "A likely reason: the features have very different ranges (the widest is "
                + "\(NumberText.short(ratio)) times as wide as the narrowest) and are not "
                + "standardized; `standardize: true` under the data makes them alike."
        case .oneClassPredicted(let index, let share):
            let name = results.dataset.classNames[index]
            return "A sign of it: class \(name) is predicted for "
                + (share == 1 ? "every sample." : "\(NumberText.percent(share)) of the samples.")
        case .exploded:
            let blownUp = results.statuses.blownUp
            let count = results.statuses.scored
            let runs =
                blownUp == count
                ? NumberText.all(count, "run")
                : "\(NumberText.grouped(blownUp)) of \(NumberText.counted(count, "run"))"
            return "A likely reason: the learning rate is too high, since \(runs) exploded or "
                + "diverged."
        }
    }

    /// What a reader must know about the leader's loss.
    var leaderRemarks: [String] {
        guard let best = results.best else { return [] }
        if best.score.isOverconfident, let accuracy = best.score.accuracy {
            return [
                "Accuracy \(NumberText.percent(accuracy.mean)), but errors so confident that a "
                    + "constant guess has the lower loss (\(NumberText.loss(results.guessLoss))): "
                    + (results.isOptimistic ? "" : "stop earlier (`training.stop`), or ")
                    + "regularize."
            ]
        }
        guard !best.score.hasLearned else { return [] }
        return [
            "It has not learned more than a constant guess knows, which costs "
                + "\(NumberText.loss(results.guessLoss)); others have, by their accuracy."
        ]
    }

    /// A warning where the samples are memorized.
    var warnings: [String] {
        guard !results.objective.isHeldOut, let accuracy = results.best?.score.accuracy,
            accuracy.mean >= Self.memorizedAccuracy
        else { return [] }
        return [
            "The samples are memorized: at \(NumberText.percent(accuracy.mean)) training accuracy "
                + "a lower training loss says nothing about new data."
        ]
    }
}
