internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// What the numbers say, in words; each sentence rests on numbers that stand in the report.
struct Conclusions {
    /// What the report answers, for example `which momentum and learning rate?`.
    let question: String

    /// Which setting to take.
    let answer: String

    /// How sure that is: the set, the bound, what differs, and what the seeds can see.
    let certainty: [String]

    /// What it costs: epochs until the target.
    let price: [String]

    /// What else is worth knowing.
    let remarks: [String]

    /// What a reader should be warned of before believing them.
    var warnings: [String]

    /// All sentences in order of importance; the first one is the answer.
    var findings: [String] { [answer] + certainty + price + remarks }
}

extension Conclusions {
    /// Draws conclusions from `results`.
    init(_ results: SweepResults) {
        let learning = LearningFindings(results)
        let training = TrainingFindings(results)
        let design = DesignFindings(results)
        let epochs = EpochFindings(results)
        question = Self.question(of: results.plan)
        warnings =
            design.warnings + epochs.warnings + training.warnings + learning.warnings
        guard results.answer != nil else {
            answer = "\(Self.missing(in: results)), so no setting can be recommended."
            (certainty, price, remarks) = ([], [], training.remarks)
            return
        }
        let test = TestFindings(results).sentences
        guard results.hasLearned else {
            answer = learning.nothingLearned
            certainty = learning.reasons
            price = []
            remarks = test + training.remarks + epochs.remarks
            return
        }
        let chosen = AnswerFindings(results)
        let rates = RateFindings(results)
        answer = chosen.answer
        certainty =
            learning.leaderRemarks + chosen.certainty + OptimizerFindings(results).sentences
            + DifferenceFindings(results).sentences
            + PowerFindings(results).sentences + test
        price = TargetFindings(results).sentences
        remarks =
            ModelFindings(results).sentences + rates.sentences
            + ImportanceFindings(results).sentences + training.remarks + epochs.remarks
            + design.remarks + NotebookFindings(results).sentences
    }

    /// What the report answers, by what varies.
    static func question(of plan: SweepPlan) -> String {
        let titles = plan.askedAxes.map(\.title)
        return titles.isEmpty ? "how well does it learn?" : "which \(NumberText.listed(titles))?"
    }

    /// What there would have to be for an answer.
    private static func missing(in results: SweepResults) -> String {
        let hasScore = results.settings.contains { $0.statuses.scored > 0 }
        return hasScore && results.table.foldCount > 1
            ? "No seed has results of all folds yet" : "No run has a result yet"
    }

    /// Adds what is known of how the sweep ran, which is no part of what it found.
    mutating func warnOfAnomalies(in results: SweepResults) {
        guard !results.anomalies.isEmpty else { return }
        let count = results.anomalies.count
        let verb = count == 1 ? "anomaly was" : "anomalies were"
        warnings.append(
            "\(NumberText.grouped(count)) \(verb) recorded while the sweep ran; see Failures and "
                + "anomalies."
        )
    }
}
