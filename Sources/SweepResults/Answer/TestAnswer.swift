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
    }
}

extension SweepResults {
    /// The test samples of each class; empty if no sample is in the test part.
    package var testClassCounts: [Int] {
        let indices = samples.parts.indices(of: .test, fold: 0)
        guard !indices.isEmpty, let labels = samples.table?.labels else { return [] }
        var counts = [Int](repeating: 0, count: dataset.classCount)
        for index in indices { counts[Int(labels[index])] += 1 }
        return counts
    }

    /// The settings of which the test samples are looked at: the leader and, of its family, the one
    /// with the baseline's value, or the leader again.
    ///
    /// `nil` before every run has ended, and without test samples.
    var testChoice: (leader: Int, baseline: Int)? {
        guard !isPartial, let leader = answer?.leader, !testClassCounts.isEmpty else { return nil }
        let family = comparison.families.first { $0.places.contains(leader) }
        return (leader, family?.places[comparison.baseline] ?? leader)
    }

    /// What was seen of the test samples; `nil` unless the runs of the leader and the baseline were
    /// all looked at.
    ///
    /// With another baseline than that of any look, the latest look counts.
    func testAnswer(from record: TestRecord) -> TestAnswer? {
        guard let choice = testChoice else { return nil }
        let looks = record.looks.filter { look in
            look.revision == record.revision && look.leader == choice.leader
                && look.settings.allSatisfy { testedRuns(of: $0, in: record) != nil }
        }
        guard let look = looks.first(where: { $0.baseline == choice.baseline }) ?? looks.last
        else { return nil }
        var quantiles = StudentQuantiles()
        func tested(_ setting: Int) -> TestedSetting? {
            TestedSetting(
                setting,
                runs: testedRuns(of: setting, in: record) ?? [],
                guess: guesses[0],
                classCounts: testClassCounts,
                independentCount: samples.table?.independentCount(of: .test, fold: 0),
                quantiles: &quantiles
            )
        }
        guard let leader = tested(look.leader) else { return nil }
        return TestAnswer(
            leader: leader,
            baseline: look.baseline == look.leader ? nil : tested(look.baseline),
            sampleCount: testClassCounts.reduce(0, +),
            lookCount: record.looks.count
        )
    }

    /// The runs of `setting` that have a score, in the order of the seeds; `nil` if one of them was
    /// not looked at.
    private func testedRuns(of setting: Int, in record: TestRecord) -> [TestedRun]? {
        guard settings.indices.contains(setting) else { return nil }
        var runs: [TestedRun] = []
        for (seed, score) in settings[setting].scores.enumerated() where score.isFinite {
            let place = setting * plan.seeds.count + seed
            guard let run = record.runs[plan.run(atPlace: place).id] else { return nil }
            runs.append(run)
        }
        return runs
    }
}
