package import Quoting
internal import SweepModel
internal import SweepStatistics
internal import TrainingModel

/// What a sweep answers, as members of `report.json`.
///
/// The first one stands in the output for programs, too. Numbers that went through statistics are
/// rounded, so that no last bit of a library shows.
package struct AnswerDocument {
    private let results: SweepResults

    /// Writes the answer of `results`.
    package init(_ results: SweepResults) { self.results = results }

    /// The member `answer`.
    package var answer: JSONValue {
        let answer = results.answer
        // A single setting is its own set, of which no sentence is made.
        let single = answer.flatMap { $0.candidates.count == 1 ? $0.leader : nil }
        let isTold = answer?.regretBound != nil
        let set = answer?.set ?? single.map { [$0] } ?? []
        let simplest = isTold ? answer?.simplest ?? single : nil
        return .object([
            ("objective", .string(results.objective.name)),
            ("guess", .derived(results.table.scale?.guess ?? .nan)),
            ("learned", .boolean(results.hasLearned)),
            ("leader", answer.map { .integer($0.leader) } ?? .null),
            ("set", isTold ? .array(set.map(JSONValue.integer)) : .null),
            ("regret_bound", (results.answer?.regretBoundShare).map(JSONValue.derived) ?? .null),
            ("n", .integer(results.unitCount)),
            ("simplest", simplest.map(JSONValue.integer) ?? .null),
            ("test", test),
        ])
    }

    /// What the leader and the baseline come to on the test samples, or `null`.
    private var test: JSONValue {
        guard let test = results.test else { return .null }
        return .object([
            ("samples", .integer(test.sampleCount)),
            ("leader", tested(test.leader)),
            ("baseline", test.baseline.map(tested) ?? .null),
        ])
    }

    private func tested(_ setting: TestedSetting) -> JSONValue {
        let accuracy = setting.accuracy
        let interval = accuracy?.interval()
        return .object([
            ("setting", .integer(setting.setting)),
            ("n", .integer(setting.estimate.count)),
            ("loss", .derived(setting.loss)),
            ("low95", setting.interval.map { .derived($0.lowerBound) } ?? .null),
            ("high95", setting.interval.map { .derived($0.upperBound) } ?? .null),
            ("accuracy", accuracy.map { .derived($0.share) } ?? .null),
            ("accuracy_low95", interval.map { .derived($0.low) } ?? .null),
            ("accuracy_high95", interval.map { .derived($0.high) } ?? .null),
        ])
    }

    /// The member `scores`: one entry for each setting, in the plan's order.
    var scores: [JSONValue] {
        results.settings.map { setting in
            guard let summary = setting.score.summary else { return .null }
            let estimate = summary.estimate
            return .object([
                ("n", .integer(estimate.count)),
                ("mean", .derived(estimate.mean)),
                ("sd", .derived(estimate.standardDeviation)),
                ("loss", .derived(summary.loss)),
                ("low95", summary.interval.map { .derived($0.lowerBound) } ?? .null),
                ("high95", summary.interval.map { .derived($0.upperBound) } ?? .null),
                ("median", .derived(summary.median)),
                ("accuracy", .derived(setting.score.accuracy?.mean ?? .nan)),
                ("learned", .boolean(setting.score.hasLearned)),
                ("reached_target", .integer(setting.score.reached.reachedCount)),
                ("median_epochs_to_target", .derived(setting.score.reached.medianValue)),
            ])
        }
    }

    /// The member `differences`.
    var differences: JSONValue {
        let comparison = results.comparison
        return .object([
            ("axis", .string(comparison.axis.name)),
            ("baseline", comparison.axis.json(comparison.baselineValue)),
            ("rows", .array(comparison.rows.map(row))),
        ])
    }

    private func row(_ row: ScoreDifference) -> JSONValue {
        let comparison = results.comparison
        let units = row.decidingUnits.map { unit -> JSONValue in
            .integer(results.table.foldCount > 1 ? UInt64(unit) : results.plan.seeds[unit])
        }
        return .object([
            ("setting", row.setting.map(JSONValue.integer) ?? .null),
            ("baseline", row.baseline.map(JSONValue.integer) ?? .null),
            ("value", comparison.axis.json(comparison.values[row.value])),
            ("n", .integer(row.estimate.count)),
            ("mean", .derived(row.estimate.mean)),
            ("sd", .derived(row.estimate.standardDeviation)),
            ("factor", .derived(row.factor)),
            ("low95", row.interval.map { .derived($0.lowerBound) } ?? .null),
            ("high95", row.interval.map { .derived($0.upperBound) } ?? .null),
            ("simultaneous_low", row.simultaneousInterval.map { .derived($0.lowerBound) } ?? .null),
            (
                "simultaneous_high",
                row.simultaneousInterval.map { .derived($0.upperBound) } ?? .null
            ),
            ("p", row.probability.map(JSONValue.derived) ?? .null),
            ("holm_p", row.adjustedProbability.map(JSONValue.derived) ?? .null),
            ("better", .integer(row.betterCount)),
            ("worse", .integer(row.worseCount)),
            ("deciding", .array(units)),
        ])
    }

    /// The member `best_response`, or `null` unless momentum and learning rate vary.
    var bestResponse: JSONValue {
        guard let response = results.rateResponse else { return .null }
        return .object([
            ("baseline", .real(response.momenta[response.baseline])),
            (
                "rows",
                .array(
                    response.response.rows.map { row in
                        .object([
                            ("momentum", .real(response.momenta[row.momentum])),
                            ("learning_rate", .real(response.rates[row.learningRate])),
                            ("setting", .integer(row.setting)),
                            ("loss", .derived(row.loss)),
                            ("low95", row.interval.map { .derived($0.lowerBound) } ?? .null),
                            ("high95", row.interval.map { .derived($0.upperBound) } ?? .null),
                            ("at_edge", .boolean(row.isAtLowEdge || row.isAtHighEdge)),
                        ])
                    }
                )
            ),
            (
                "tuned",
                .array(
                    response.response.differences.map { row in
                        .object([
                            ("momentum", .real(response.momenta[row.value])),
                            ("n", .integer(row.estimate.count)),
                            ("factor", .derived(row.factor)),
                            ("low95", row.interval.map { .derived($0.lowerBound) } ?? .null),
                            ("high95", row.interval.map { .derived($0.upperBound) } ?? .null),
                            ("p", row.probability.map(JSONValue.derived) ?? .null),
                            ("holm_p", row.adjustedProbability.map(JSONValue.derived) ?? .null),
                        ])
                    }
                )
            ),
        ])
    }

    /// The member `optimizers`, the best first, or `null` unless several have scores.
    var optimizers: JSONValue {
        guard let optimizers = results.optimizers else { return .null }
        return .array(
            optimizers.rows.map { row in
                let summary = results.settings[row.best.setting].score.summary
                let interval = summary?.interval
                return .object([
                    ("optimizer", .string(row.optimizer.rawValue)),
                    ("settings", .integer(row.best.settingCount)),
                    ("setting", .integer(row.best.setting)),
                    ("loss", .derived(summary?.loss ?? .nan)),
                    ("low95", interval.map { .derived($0.lowerBound) } ?? .null),
                    ("high95", interval.map { .derived($0.upperBound) } ?? .null),
                    ("verdict", (row.best.verdict?.rawValue).map(JSONValue.string) ?? .null),
                    ("regret_bound", row.best.regretBoundShare.map(JSONValue.derived) ?? .null),
                ])
            }
        )
    }

    /// The member `importance`, or `null` where the shares are not known exactly.
    var importance: JSONValue {
        guard let importance = results.importance else { return .null }
        return .array(
            importance.shares.map { share in
                .object([
                    ("source", .string(share.source.name)), ("share", .derived(share.share)),
                ])
            }
        )
    }

    /// The member `power`, or `null` where nothing is tested, and with folds.
    var power: JSONValue {
        guard let power = results.power else { return .null }
        let needed = power.seedsForTenPercent
        return .object([
            ("n", .integer(power.seedCount)),
            ("comparisons", .integer(power.comparisonCount)),
            ("detectable", .derived(power.detectableShare)),
            ("seeds_for_ten_percent", needed.expected.map(JSONValue.integer) ?? .null),
            ("low", needed.low.map(JSONValue.integer) ?? .null),
            ("high", needed.high.map(JSONValue.integer) ?? .null),
        ])
    }
}

extension Axis {
    /// `value` in JSON.
    fileprivate func json(_ value: AxisValue) -> JSONValue {
        switch value {
        case .number: .number(text(of: value))
        case .boolean(let isOn): .boolean(isOn)
        case .layers(let units): .array(units.map(JSONValue.integer))
        case .word(let word): .string(word)
        }
    }
}

extension JSONValue {
    /// A number that went through statistics, rounded to nine digits; `null` if it is not finite.
    package static func derived(_ value: Double) -> JSONValue {
        .real(value.rounded(significantDigits: 9))
    }
}
