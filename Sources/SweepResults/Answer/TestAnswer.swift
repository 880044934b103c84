internal import NeuralNet
internal import SweepModel
package import SweepStatistics
internal import TrainingModel

/// What the setting with the lowest mean score and its baseline come to on the test samples.
package struct TestAnswer {
    /// The leader.
    package let leader: TestedSetting

    /// What it is compared with; `nil` if the leader is the baseline itself.
    package let baseline: TestedSetting?

    /// The test samples.
    package let sampleCount: Int

    /// How often the test samples of the sweep were looked at, for this choice and others.
    package let lookCount: Int
}

/// What the runs of one setting come to on the test samples.
package struct TestedSetting {
    /// The index of the setting.
    package let setting: Int

    /// The mean of y = ln clip(L, f, 10·G) over its runs, L being the test loss.
    package let estimate: MeanEstimate

    /// e to the mean of y: the geometric mean of the clipped losses.
    package let loss: Double

    /// The 95 % interval of ``loss`` over the runs; `nil` with fewer than two.
    package let interval: ClosedRange<Double>?

    /// How many samples are classified right, on the average of the runs that have an accuracy;
    /// `nil` if none has.
    package let accuracy: PartAccuracy?

    /// Whether the setting knows more of the test samples than a guess does.
    let learned: LearnedVerdict

    /// Sums up what the runs of a setting came to, or returns `nil` without runs.
    ///
    /// - Parameters:
    ///   - setting: The index of the setting.
    ///   - runs: Its runs that have a score.
    ///   - guess: What a guess comes to on the training samples.
    ///   - classCounts: The test samples of each class.
    ///   - independentCount: How many of them are independent of each other; `nil` is all.
    ///   - quantiles: The quantiles known so far.
    init?(
        _ setting: Int,
        runs: [TestedRun],
        guess: Guess,
        classCounts: [Int],
        independentCount: Int?,
        quantiles: inout StudentQuantiles
    ) {
        guard !runs.isEmpty else { return nil }
        self.setting = setting
        let scale = guess.scale
        estimate = MeanEstimate(
            runs.map { run in
                run.loss.map { scale.score(ofLoss: Double($0)) } ?? scale.highestScore
            },
            design: .seeds
        )
        loss = LossScale.loss(ofScore: estimate.mean)
        interval = estimate.lossInterval(level: 0.95, scale: scale, quantiles: &quantiles)
        let sampleCount = classCounts.reduce(0, +)
        let correct = runs.compactMap(\.accuracy).map {
            (Double($0) * Double(sampleCount)).rounded()
        }
        accuracy =
            correct.isEmpty || sampleCount == 0
            ? nil
            : PartAccuracy(
                correct: correct.reduce(0, +) / Double(correct.count),
                sampleCount: sampleCount,
                largestClassCount: classCounts.max() ?? 0,
                independentCount: independentCount
            )
        learned = LearnedVerdict(
            estimate,
            guess: guess.loss(onClassCounts: classCounts),
            evidence: accuracy.map(LearnedVerdict.Evidence.accuracy),
            // The leader and its baseline are looked at.
            settingCount: 2,
            quantiles: &quantiles
        )
    }
}
