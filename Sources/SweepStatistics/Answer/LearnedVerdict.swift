internal import TrainingModel

/// Whether a setting learned more than the best constant guess knows.
package struct LearnedVerdict: Equatable, Sendable {
    /// What is known beside the losses.
    package enum Evidence: Sendable {
        /// How many samples of a part were classified rightly.
        case accuracy(PartAccuracy)

        /// R² over the units.
        case determination(MeanEstimate)
    }

    /// Whether the mean of y is below that of a guess by more than its 95 % interval; `nil` where
    /// it has none: with fewer than two units, and where the samples that judge have chosen the
    /// epochs.
    package let byLoss: Bool?

    /// Whether accuracy is above the largest class's share by more than the binomial interval of
    /// the part, or R² is above 0 by more than its interval; `nil` if that cannot be said.
    package let byEvidence: Bool?

    /// Whether the mean of y is below that of a guess at all.
    package let isBelowGuess: Bool

    /// Whether either holds.
    package var isLearned: Bool { byLoss == true || byEvidence == true }

    /// Whether anything could be said: one seed without an accuracy decides nothing.
    package var isDecided: Bool { byLoss != nil || byEvidence != nil }

    /// Whether the accuracy is a success, but a constant guess has the lower loss: the errors are
    /// too confident.
    package var isOverconfident: Bool { byEvidence == true && !isBelowGuess }

    /// Judges one setting.
    ///
    /// - Parameters:
    ///   - estimate: The mean of its y.
    ///   - guess: What a guess by the training part costs on the samples that judge.
    ///   - evidence: Its accuracy on the part that the objective is about, or R².
    ///   - settingCount: K: the binomial interval has the level 1 − 0.05/K, since the best of K
    ///     settings is looked for.
    ///   - isChosen: Whether each y is that of the epoch with the lowest loss on the very samples
    ///     that judge. Of labels that are drawn by chance such a loss is below a guess's in one of
    ///     five data sets, while the accuracy there is as it would be anywhere.
    ///   - quantiles: The quantiles known so far.
    package init(
        _ estimate: MeanEstimate,
        guess: Double,
        evidence: Evidence?,
        settingCount: Int,
        isChosen: Bool = false,
        quantiles: inout StudentQuantiles
    ) {
        let guess = ElementaryFunctions.logarithm(guess)
        isBelowGuess = estimate.mean < guess
        byLoss =
            isChosen
            ? nil
            : estimate.interval(level: 0.95, quantiles: &quantiles).map { $0.upperBound < guess }
        switch evidence {
        case nil: byEvidence = nil
        case .accuracy(let accuracy):
            let interval = accuracy.interval(level: 1 - 0.05 / Double(max(1, settingCount)))
            byEvidence = interval.low > accuracy.largestClassShare
        case .determination(let determination):
            byEvidence = determination.interval(level: 0.95, quantiles: &quantiles)
                .map { $0.lowerBound > 0 }
        }
    }
}

/// How many samples of a part a setting classified rightly, on the average of its runs.
package struct PartAccuracy: Equatable, Sendable {
    /// The mean over seeds of the samples that were classified rightly, summed over folds.
    package let correct: Double

    /// The samples of the part, or of all held-out folds together.
    package let sampleCount: Int

    /// The samples of the class that is largest in the part.
    package let largestClassCount: Int

    /// How many of the samples are independent: the number of groups if samples have groups.
    package let independentCount: Int

    /// Takes counts.
    ///
    /// - Parameters:
    ///   - correct: In 0...`sampleCount`.
    ///   - sampleCount: At least 1.
    ///   - largestClassCount: In 1...`sampleCount`.
    ///   - independentCount: At most `sampleCount`; `nil` is all.
    package init(
        correct: Double,
        sampleCount: Int,
        largestClassCount: Int,
        independentCount: Int? = nil
    ) {
        self.correct = correct
        self.sampleCount = sampleCount
        self.largestClassCount = largestClassCount
        self.independentCount = independentCount ?? sampleCount
    }

    /// The share of the training samples from which on a network has memorized them.
    package static let memorizedShare = 0.995

    /// The share of the samples.
    package var share: Double { correct / Double(sampleCount) }

    /// What guessing the largest class would come to.
    package var largestClassShare: Double { Double(largestClassCount) / Double(sampleCount) }

    /// The binomial interval of the share; more seeds do not shrink it.
    package func interval(level: Double = 0.95) -> BinomialInterval {
        let count = Double(independentCount)
        // All of the samples must stay all of them, whatever the rounding.
        return BinomialInterval(
            successes: min(count, correct * count / Double(sampleCount)),
            of: count,
            level: level
        )
    }
}
