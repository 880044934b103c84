internal import Quoting
internal import SweepModel
internal import SweepStatistics
internal import TrainingModel

/// The chosen model and the ensemble, as members of `report.json`.
struct ModelDocument {
    /// The most classes of which all confusions are written.
    static let matrixLimit = 100

    private let results: SweepResults

    /// Writes the models of `results`.
    init(_ results: SweepResults) { self.results = results }

    /// The member `model`, or `null` if no run of the leader finished.
    var model: JSONValue {
        guard let evaluation = results.model else { return .null }
        let confusion = evaluation.confusion
        return .object([
            ("setting", .integer(evaluation.model.settingIndex)),
            ("runs", .array(evaluation.model.runs.map { run($0.run, with: []) })),
            ("part", .string(evaluation.part.name)),
            ("samples", .integer(confusion.sampleCount)),
            ("loss", .derived(evaluation.calibration.logLoss)),
            ("accuracy", .derived(confusion.accuracy)),
            ("macro_f1", .derived(confusion.macroF1)),
            (
                "majority",
                .object([
                    ("accuracy", .derived(evaluation.majority.accuracy)),
                    ("macro_f1", .derived(evaluation.majority.macroF1)),
                ])
            ),
            ("classes", .array(confusion.classes.map(scores))),
            ("confusion", matrix(confusion)),
            ("calibration", calibration(evaluation.calibration, with: [])),
            ("temperature", temperature(evaluation)),
        ])
    }

    private func scores(_ scores: ClassScores) -> JSONValue {
        .object([
            ("samples", .integer(scores.sampleCount)),
            ("predicted", .integer(scores.predictedCount)),
            ("right", .integer(scores.correctCount)),
            ("recall", scores.recall.map(JSONValue.derived) ?? .null),
            ("precision", scores.precision.map(JSONValue.derived) ?? .null),
            ("f1", scores.f1.map(JSONValue.derived) ?? .null),
        ])
    }

    private func matrix(_ confusion: ConfusionMatrix) -> JSONValue {
        let count = confusion.classCount
        guard count <= Self.matrixLimit else { return .null }
        return .array(
            (0..<count).map { label in
                .array(
                    (0..<count).map { .integer(confusion[label: label, prediction: $0]) }
                )
            }
        )
    }

    private func calibration(
        _ calibration: Calibration,
        with members: [(String, JSONValue)]
    ) -> JSONValue {
        .object(
            members + [
                ("log_loss", .derived(calibration.logLoss)),
                ("brier", .derived(calibration.brierScore)),
                ("error", .derived(calibration.error)),
                (
                    "bins",
                    .array(
                        calibration.bins.map { bin in
                            .object([
                                ("low", .real(bin.low)), ("high", .real(bin.high)),
                                ("n", .integer(bin.count)),
                                ("confidence", bin.confidence.map(JSONValue.derived) ?? .null),
                                ("accuracy", bin.accuracy.map(JSONValue.derived) ?? .null),
                            ])
                        }
                    )
                ),
            ]
        )
    }

    private func temperature(_ evaluation: ModelEvaluation) -> JSONValue {
        guard let temperature = evaluation.temperature,
            let scaled = evaluation.scaledCalibration
        else { return .null }
        return calibration(
            scaled,
            with: [
                ("value", .derived(temperature.value)),
                ("at_bound", .boolean(temperature.isAtBound)),
            ]
        )
    }

    /// The member `ensemble`, or `null` without one.
    var ensemble: JSONValue {
        guard let ensemble = results.ensembleAnswer else { return .null }
        return .object([
            ("candidates", .integer(ensemble.candidateCount)),
            ("left_out", .integer(ensemble.leftOutCount)),
            ("without_parameters", .integer(ensemble.unstoredCount)),
            (
                "members",
                .array(
                    ensemble.members.map { member in
                        run(
                            member.run,
                            with: [
                                ("setting", .integer(member.run.settingIndex)),
                                ("choices", .integer(member.count)),
                            ]
                        )
                    }
                )
            ),
            ("choices", .integer(ensemble.choiceCount)),
            ("single_loss", .derived(ensemble.singleLoss)),
            ("loss", .derived(ensemble.loss)),
            ("factor", ensemble.factor.map(JSONValue.derived) ?? .null),
            ("test", ensemble.test.map(tested) ?? .null),
        ])
    }

    private func tested(_ ensemble: TestedEnsemble) -> JSONValue {
        let count = results.testClassCounts.reduce(0, +)
        func share(_ correct: Int) -> JSONValue {
            count == 0 ? .null : .derived(Double(correct) / Double(count))
        }
        return .object([
            ("samples", .integer(count)),
            ("single_loss", .derived(ensemble.singleLoss)),
            ("single_accuracy", share(ensemble.singleCorrectCount)),
            ("loss", .derived(ensemble.loss)),
            ("accuracy", share(ensemble.correctCount)),
            ("factor", ensemble.factor.map(JSONValue.derived) ?? .null),
        ])
    }

    private func run(_ run: Run, with members: [(String, JSONValue)]) -> JSONValue {
        let fold = results.plan.foldCount > 1 ? [("fold", JSONValue.integer(run.fold))] : []
        return .object(
            [("run", .integer(run.place))] + fold + [("seed", .integer(run.seed))] + members
        )
    }
}
