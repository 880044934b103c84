internal import NeuralNet
internal import SweepModel
internal import SweepStatistics
internal import TrainingModel

extension SweepResults {
    /// The test samples of each class; empty if no sample is in the test part.
    package var testClassCounts: [Int] {
        guard let labels = samples.table?.labels else { return [] }
        let counts = samples.parts.classCounts(
            of: .test,
            fold: 0,
            labels: labels,
            classCount: dataset.classCount
        )
        return counts.contains { $0 > 0 } ? counts : []
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

    /// Whether the look that `test` is from had the baseline of these results.
    package func hasBaseline(of test: TestAnswer) -> Bool {
        testChoice?.baseline == test.baseline?.setting ?? test.leader.setting
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

    /// Keeps what was seen of the test samples; where validation losses prove nothing since they
    /// have chosen the epochs, the accuracy there tells, too, whether a setting learned.
    ///
    /// The loss there does not: its interval is one over seeds, and knows nothing of which samples
    /// were drawn.
    mutating func take(_ test: TestAnswer?) {
        self.test = test
        guard isOptimistic, let test else { return }
        for tested in [test.leader, test.baseline].compactMap(\.self)
        where settings[tested.setting].score.learned?.isLearned == false
            && tested.learned.byEvidence == true
        {
            settings[tested.setting].score.learned = tested.learned
        }
        if hasLearned { unlearnedReasons = [] }
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
