internal import NeuralNet
internal import Quoting
internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// How well the chosen model knows each class, what its probabilities are worth, and what several
/// networks come to together.
struct ModelSection {
    private let results: SweepResults
    private let figures: [String: HTML]
    private let words: MetricWords

    /// Makes the section of `results`.
    ///
    /// - Parameters:
    ///   - results: The sweep.
    ///   - figures: The drawn figures of the model, by name.
    init(_ results: SweepResults, figures: [String: HTML]) {
        self.results = results
        self.figures = figures
        words = MetricWords(results)
    }

    /// The content; nothing before a run of the leader has finished.
    var html: HTML {
        guard let evaluation = results.model else {
            guard results.chosen != nil else { return "" }
            return HTML.paragraph(
                "What the chosen model says of \(words.judgedSamples) is left out: it would take "
                    + "too long. `momentum predict` asks it."
            )
        }
        return HTML.paragraph(introduction(evaluation))
            + (figures["confusion"] ?? "") + ClassScoresTable(evaluation, results).html
            + HTML.paragraph(belief(evaluation)) + (figures["reliability"] ?? "")
            + (ensemble.isEmpty ? "" : HTML.paragraph(ensemble))
    }

    // MARK: Which run, and how good

    private func introduction(_ evaluation: ModelEvaluation) -> String {
        let confusion = evaluation.confusion
        let majority = evaluation.majority
        let samples =
            words.isFolded ? "the samples of its fold" : words.samples(of: evaluation.part)
        let file = "predictions.csv has what it says of each of them"
        return "\(subject(evaluation)) It gets \(NumberText.percent(confusion.accuracy)) of "
            + "\(samples) right, and has a macro F1, the mean of F1 over the classes, of "
            + "\(NumberText.short(confusion.macroF1)); to beat are "
            + "\(NumberText.percent(majority.accuracy)) and "
            + "\(NumberText.short(majority.macroF1)), which always naming the largest class of "
            + "the training samples gets. \(file)."
            + (evaluation.part == .training
                ? " It was trained on these samples, so that this says nothing about new data."
                : "")
    }

    /// Which run it is, and that it was chosen.
    private func subject(_ evaluation: ModelEvaluation) -> String {
        let run = evaluation.model.runs[0].run
        let label = results.label(of: run.setting)
        guard !words.isFolded else {
            return "With folds no run is trained on all samples, so there is a model of "
                + "\(label) for each fold, that of seed \(run.seed); each sample is predicted by "
                + "the one that was trained without it."
        }
        let loss = NumberText.loss(evaluation.calibration.logLoss)
        let mean = results.best?.score.summary.map { NumberText.loss($0.loss) }
        let beside =
            mean.map { results.plan.seeds.count > 1 ? " (\($0) over all its seeds)" : "" } ?? ""
        return "It is run \(run.place): of \(label) the seed with the lowest \(words.objective), "
            + "\(run.seed), at \(loss)\(beside)."
            + (results.plan.seeds.count > 1
                ? " It was chosen as the lowest, so that new samples probably cost more." : "")
    }

    // MARK: Probabilities

    private func belief(_ evaluation: ModelEvaluation) -> String {
        let plain = evaluation.calibration
        let start =
            "Its probabilities have a Brier score (the mean squared distance to the truth, 0 to "
            + "2) \(brier(plain, "of ")), and differ from what is true by "
            + "\(NumberText.percent(plain.error)) on the average of the bins below."
        // Where all samples are right the lowest temperature that is tried is the best one.
        guard let temperature = evaluation.temperature, let scaled = evaluation.scaledCalibration,
            !(temperature.isAtBound && temperature.value < 1)
        else { return start }
        let value = NumberText.short(temperature.value)
        let meaning =
            temperature.value > 1.005
            ? "it is too sure" : temperature.value < 0.995 ? "it is not sure enough" : "it is fair"
        let bound =
            temperature.isAtBound
            ? " That is the end of what is tried: the samples are hardly told apart." : ""
        return "\(start) Dividing its logits by the temperature \(value) gives these samples the "
            + "lowest loss (\(meaning)); the Brier score is then "
            + "\(brier(scaled)), the difference "
            + "\(NumberText.percent(scaled.error)). The temperature was fitted on the same "
            + "samples, so that this is optimistic.\(bound)"
    }

    /// The Brier score after `word`, or a bound where it is nearly 0.
    private func brier(_ calibration: Calibration, _ word: String = "") -> String {
        calibration.brierScore < 0.0001
            ? "below 0.0001" : word + NumberText.short(calibration.brierScore)
    }

    // MARK: Several networks

    private var ensemble: String {
        switch results.ensemble {
        case .failure(.folds):
            return "There is no ensemble: with folds, the networks of different folds are trained "
                + "on different samples."
        case .failure(.noValidation):
            return "There is no ensemble: no samples are held out by which its members could be "
                + "chosen."
        case .failure(.tooLarge):
            return "There is no ensemble: asking the networks about the validation samples would "
                + "take too long, or too much memory."
        case .failure: return ""
        case .success(let answer): return sentence(on: answer)
        }
    }

    private func sentence(on answer: EnsembleAnswer) -> String {
        let members = answer.members.map { member in
            let label = results.label(of: member.run.setting)
            let times = member.count > 1 ? ", \(member.count) times" : ""
            return "run \(member.run.place) (\(label), seed \(member.run.seed)\(times))"
        }
        let shown = members.prefix(5)
        let rest = members.count - shown.count
        let list = NumberText.listed(shown + (rest > 0 ? ["\(rest) more"] : []))
        let leftOut =
            answer.leftOutCount > 0
            ? " \(NumberText.counted(answer.leftOutCount, "run")) with higher validation losses "
                + "\(NumberText.verb(answer.leftOutCount)) left out, as there is no room for all."
            : ""
        let unstored =
            answer.unstoredCount > 0
            ? " \(NumberText.counted(answer.unstoredCount, "run")) had no parameters." : ""
        let what =
            members.count > 1
            ? "The ensemble, ensemble.onnx, averages the probabilities of \(list); report.json "
                + "has all of them."
            : "The best single run of all is \(list)."
        return ([what] + ModelFindings(results).ensembleSentences).joined(separator: " ")
            + leftOut + unstored
    }
}
