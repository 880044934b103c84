internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// What the chosen model gets right, and what several networks come to together.
struct ModelFindings {
    private let results: SweepResults
    private let words: MetricWords

    /// Looks at the models of `results`.
    init(_ results: SweepResults) {
        self.results = results
        words = MetricWords(results)
    }

    /// The sentences: one on the chosen model, one on the ensemble; none where there is neither.
    var sentences: [String] { [model, ensemble].compactMap(\.self) }

    /// The sentence on the ensemble, if there is one.
    var ensembleSentences: [String] { [ensemble].compactMap(\.self) }

    /// What the chosen model gets right, beside what the largest class alone would.
    private var model: String? {
        guard let evaluation = results.model else { return nil }
        let confusion = evaluation.confusion
        let majority = evaluation.majority
        let predicted =
            words.isFolded
            ? "gets \(NumberText.percent(confusion.accuracy)) of the held-out samples right, each "
                + "predicted by a network that was trained without it"
            : "gets \(NumberText.percent(confusion.accuracy)) of "
                + "\(words.samples(of: evaluation.part)) right"
        return "The chosen model (\(name(of: evaluation.model))) \(predicted); always naming the "
            + "largest class gets \(NumberText.percent(majority.accuracy)). Its macro F1 is "
            + "\(NumberText.short(confusion.macroF1)), that of the largest class "
            + "\(NumberText.short(majority.macroF1))."
    }

    /// Which run it is.
    private func name(of model: ChosenModel) -> String {
        let run = model.runs[0].run
        let label = results.label(of: run.setting)
        return words.isFolded
            ? "\(label), seed \(run.seed), \(NumberText.counted(model.runs.count, "fold"))"
            : "run \(run.place): \(label), seed \(run.seed)"
    }

    /// What the ensemble comes to, without a promise for new samples.
    private var ensemble: String? {
        guard let ensemble = results.ensembleAnswer else { return nil }
        let single = NumberText.loss(ensemble.singleLoss)
        let among = NumberText.counted(ensemble.candidateCount, "run")
        guard ensemble.members.count > 1, let factor = ensemble.factor else {
            return "No mean of several networks among \(among) has a lower validation loss than "
                + "the best single run (\(single))."
        }
        return "The mean of the probabilities of \(ensemble.members.count) networks, chosen among "
            + "\(among), has a validation loss of \(NumberText.loss(ensemble.loss)), "
            + "\(compared(factor)) the best single run (\(single)); it was chosen by these "
            + "samples, so that this is optimistic." + (ensemble.test.map(tested) ?? "")
    }

    private func tested(_ test: TestedEnsemble) -> String {
        let loss = NumberText.loss(test.loss)
        let single = NumberText.loss(test.singleLoss)
        guard let factor = test.factor else { return "" }
        let verdict = factor < 1 ? "" : ": the gain does not hold there"
        return " On the test samples it has \(loss), \(compared(factor)) that run "
            + "(\(single))\(verdict)."
    }

    /// The words that relate a loss to that of another network.
    private func compared(_ factor: Double) -> String {
        let change = FactorText.change(factor)
        return change.hasSuffix(" less") || change.hasSuffix(" more")
            ? "\(change) than" : "\(change) as"
    }
}
