internal import NeuralNet
internal import SweepModel
internal import SweepStatistics
internal import TrainingModel

extension SweepResults {
    /// Works everything out that follows from the scores of the settings.
    ///
    /// The numbers of ``settings`` must be complete.
    mutating func answerQuestions() {
        var quantiles = StudentQuantiles()
        chooseLeader(&quantiles)
        scoreSettings(Array(settings.indices), &quantiles)
        let isFinal = !isPartial
        guard let answer else { return }
        unlearnedReasons = hasLearned ? [] : LikelyReason.all(for: facts)
        importance = Importance(plan, table: table)
        optimizers = OptimizerComparison(
            plan,
            table: table,
            answer: answer,
            quantiles: &quantiles
        )
        guard plan.spec.seeds.isPaired else { return }
        let compared = comparedSettings
        comparison.differences = AxisDifferences(
            table,
            families: comparison.families.map { family in
                family.places.map { place in
                    place.flatMap { compared.contains($0) ? $0 : nil }
                }
            },
            baseline: comparison.baseline,
            isFinal: isFinal,
            quantiles: &quantiles
        )
        rateResponse = RateResponse(
            plan,
            table: table,
            leader: answer.leader,
            baseline: comparison.axis == .momentum ? comparison.baselineValue : nil,
            isFinal: isFinal,
            quantiles: &quantiles
        )
        if isFinal, let power = comparison.differences?.power {
            self.power = SweepPower(power, quantiles: &quantiles)
        }
        if comparedCount > 1 {
            seedCorrelation = SeedCorrelation.intraclass(
                of: answer.candidates.map(\.setting),
                in: table
            )
        }
    }

    /// Works out which setting leads.
    mutating func chooseLeader(_ quantiles: inout StudentQuantiles) {
        fillTable()
        answer = SweepAnswer(
            table,
            settings: comparableSettings,
            simplicity: plan.settings.map { setting in
                SweepAnswer.Simplicity(
                    parameterCount: PackShape(setting).parameterCount,
                    momentCount: setting.momentCount,
                    momentum: setting.momentum
                )
            },
            isFinal: !isPartial,
            quantiles: &quantiles
        )
    }

    /// The accuracy to reach where none is asked for: half way from the largest class's share to
    /// the leader's mean, to three digits; half way to 1 if the leader does not exceed the share.
    var usualTarget: Double {
        let share = largestClassShare
        let target = best?.score.accuracy.flatMap {
            EpochsToTarget.defaultTarget(leaderAccuracy: $0.mean, largestClassShare: share)
        }
        return (((target ?? (share + 1) / 2) * 1_000).rounded()) / 1_000
    }

    private mutating func fillTable() {
        for setting in settings {
            for (place, score) in setting.scores.enumerated() {
                let (fold, seed) = place.quotientAndRemainder(dividingBy: plan.seeds.count)
                table[setting.index, fold: fold, seed: seed] = score
            }
        }
    }

    /// The settings that can be compared: those that have a score and of which not most runs
    /// failed, as long as they have a seed in common.
    private var comparableSettings: [Int] {
        let candidates = settings.indices.filter {
            let statuses = settings[$0].statuses
            return statuses.scored > 0 && statuses.scored >= statuses[.failed]
        }
        guard table.completeSeeds(of: candidates).isEmpty else { return candidates }
        // Failed runs may leave no common seed: then the one that most settings have decides.
        var settingsOfSeed = [[Int]](repeating: [], count: plan.seeds.count)
        for setting in settings.indices {
            for seed in table.completeSeeds(of: [setting]) { settingsOfSeed[seed].append(setting) }
        }
        return settingsOfSeed.max { $0.count < $1.count } ?? []
    }

    private var comparedSettings: Set<Int> { Set(answer?.candidates.map(\.setting) ?? []) }

    /// Works out what each of the settings at `indices` came to, once the leader is known.
    mutating func scoreSettings(_ indices: [Int], _ quantiles: inout StudentQuantiles) {
        let compared = comparedSettings
        for index in indices {
            let summary =
                compared.contains(index)
                ? ScoreSummary(
                    of: index,
                    in: table,
                    seeds: answer?.seeds,
                    quantiles: &quantiles
                )
                : nil
            let part = partAccuracy(of: settings[index])
            let learned = summary.map { summary in
                LearnedVerdict(
                    summary.estimate,
                    guess: guessLoss,
                    evidence: part.map(LearnedVerdict.Evidence.accuracy),
                    settingCount: comparedCount,
                    isChosen: isOptimistic,
                    quantiles: &quantiles
                )
            }
            let sampleCount = guesses.reduce(0) { $0 + $1.sampleCount }
            settings[index].score = SettingScore(
                summary: isOptimistic ? summary?.withoutInterval() : summary,
                accuracy: AccuracySummary(
                    correct: correctCounts(of: settings[index]),
                    of: sampleCount,
                    quantiles: &quantiles
                ),
                part: part,
                learned: learned,
                reached: settings[index].epochsToTarget(of: plan.spec)
            )
        }
    }

    /// For each seed that finished in all folds, the samples that were classified rightly, summed
    /// over the folds.
    private func correctCounts(of setting: SettingResults) -> [Int] {
        let accuracies = setting.values(of: objective.accuracyMeasure)
        let seedCount = plan.seeds.count
        return (0..<seedCount).compactMap { seed in
            var sum = 0
            for (fold, guess) in guesses.enumerated() {
                let place = fold * seedCount + seed
                guard place < accuracies.count, accuracies[place].isFinite else { return nil }
                // A damaged run directory may hold other numbers than shares.
                let share = min(max(accuracies[place], 0), 1)
                sum += Int((share * Double(guess.sampleCount)).rounded())
            }
            return sum
        }
    }

    private func partAccuracy(of setting: SettingResults) -> PartAccuracy? {
        let counts = correctCounts(of: setting)
        let sampleCount = guesses.reduce(0) { $0 + $1.sampleCount }
        guard !counts.isEmpty, sampleCount > 0 else { return nil }
        return PartAccuracy(
            correct: Double(counts.reduce(0, +)) / Double(counts.count),
            sampleCount: sampleCount,
            largestClassCount: guesses.reduce(0) { $0 + $1.largestClassCount },
            independentCount: guesses.reduce(0) { $0 + $1.independentCount }
        )
    }

    /// What may be the reason that nothing was learned.
    private var facts: LikelyReason.Facts {
        var facts = LikelyReason.Facts()
        facts.isStandardized = samples.table?.isStandardized ?? plan.spec.dataset.isStandardized
        facts.predictedClassCounts = predictedClassCounts
        facts.featureRanges = featureRanges
        for setting in settings {
            for status in RunStatus.allCases {
                guard let state = RunState(rawValue: status.rawValue) else { continue }
                for _ in 0..<setting.statuses[status] { facts.states.count(state) }
            }
        }
        return facts
    }

    /// How often each class was predicted, where it is known: when all of the leader's runs are
    /// right for as many samples as the largest class has, it is taken to be predicted throughout.
    ///
    /// Nothing is known where two classes are the largest, or folds differ in which one is.
    private var predictedClassCounts: [Int] {
        guard let score = best?.score, let part = score.part, let guess = guesses.first,
            guesses.allSatisfy({ $0.hasOneLargestClass && $0.largestClass == guess.largestClass }),
            score.accuracy?.isSameInAll == true, part.correct == Double(part.largestClassCount)
        else { return [] }
        var counts = [Int](repeating: 0, count: dataset.classCount)
        counts[guess.largestClass] = part.sampleCount
        return counts
    }

    /// The difference of the largest and the smallest value of each feature.
    private var featureRanges: [Double] {
        (0..<dataset.width).map { column in
            var (low, high) = (Double.infinity, -Double.infinity)
            for row in 0..<dataset.count {
                let value = Double(dataset.features[row * dataset.width + column])
                (low, high) = (min(low, value), max(high, value))
            }
            return high - low
        }
    }
}

extension Setting {
    /// The numbers that the optimizer needs from step to step for each parameter: without
    /// momentum no velocity.
    fileprivate var momentCount: Int {
        optimizer.momentCount - (momentum == 0 && !optimizer.isAdam ? 1 : 0)
    }
}

extension DatasetSource {
    /// Whether the features are standardized.
    fileprivate var isStandardized: Bool {
        if case .csv(let source) = self { source.standardize } else { false }
    }
}

extension SettingResults {
    /// After how many epochs the runs that have ended reached the target; never if they diverged.
    ///
    /// Where runs may stop early, the most epochs that one trained are those in which a target was
    /// not reached.
    fileprivate func epochsToTarget(of spec: SweepSpec) -> EpochsToTarget {
        let longest = spec.choice.stopping == nil ? nil : finishedEpochCounts.max()
        let epochCount = longest ?? spec.epochs
        guard measures.contains(.epochsToTarget) else { return EpochsToTarget([], epochCount: 0) }
        let reached = zip(scores, values(of: .epochsToTarget)).filter { $0.0.isFinite }
        return EpochsToTarget(
            reached.map { $0.1.isFinite ? Int($0.1) : nil },
            epochCount: epochCount
        )
    }
}
