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
        return
            "The chosen model (\(name(of: evaluation.model))) \(predicted); always naming the "
            + "class that is largest in training gets \(NumberText.percent(majority.accuracy)). "
            + "Its macro F1 is \(NumberText.short(confusion.macroF1)), that of this class alone "
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
            return "No ensemble is better than the best single run (\(single)"
                + "\(origin(of: ensemble))), by the validation loss, chosen among \(among)."
        }
        return "An ensemble of \(ensemble.members.count) networks (`ensemble.onnx`; the mean of "
            + "their probabilities), chosen among \(among), has a validation loss of "
            + "\(NumberText.loss(ensemble.loss)), \(compared(factor)) the best single run "
            + "(\(single)\(origin(of: ensemble))); it was chosen by these samples, so that this "
            + "is optimistic." + (ensemble.test.map(tested) ?? "")
    }

    /// What is said of the best single run, if it is not one of the best setting.
    private func origin(of ensemble: EnsembleAnswer) -> String {
        ensemble.members.first?.run.settingIndex == results.answer?.leader
            ? "" : ", of another setting"
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
