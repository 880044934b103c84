internal import Digest
package import Foundation
internal import NeuralNet
internal import Quoting
package import SweepModel
package import SweepStatistics
package import TrainingModel

/// `report.json`, written while the runs pass by.
///
/// It holds no clock, host, path, build, anomaly or order of arrival, so equal specs give equal
/// bytes.
package final class ReportDocument {
    /// The version of the document's form.
    package static let version = 2

    private let columns: [RunColumn]

    /// What stands before the value of each column: a document may have millions of members.
    private let keys: [[UInt8]]
    private let curves: [Metric]

    /// What is too good for new data, since the same samples chose each run's epoch.
    private let optimistic: Set<Measure>
    private let file: BufferedFile
    private var isFirstSetting = true
    private var isFirstRun = true

    /// Begins the document of the runs of `plan` at `destination`.
    ///
    /// - Throws: ``ReportError`` if the file cannot be created.
    package init(_ destination: URL, plan: SweepPlan) throws {
        columns = RunColumn.document(of: plan)
        keys = columns.enumerated().map { index, column in
            let key = JSONValue.string(column.memberName).text
            return Array("\(index == 0 ? "{" : ", ")\(key): ".utf8)
        }
        // What is measured after the epoch; batches differ from run to run.
        curves = plan.spec.recordedMetrics.filter { $0.part != .batches }
        let objective = plan.objective
        optimistic =
            plan.spec.choice.isByValidation
            ? [objective.lossMeasure, objective.accuracyMeasure] : []
        file = try BufferedFile(destination)
    }

    /// Writes what is known before any run.
    ///
    /// - Throws: ``ReportError`` if the file cannot be written.
    package func begin(
        plan: SweepPlan,
        samples: ReportSamples,
        context: ReportContext,
        targetAccuracy: Double
    ) throws {
        let spec = plan.spec
        let dataset = samples.dataset
        let sweep = JSONValue.object(
            [
                ("name", .string(spec.name)),
                ("spec_sha256", .string(context.specDigest.description)),
                ("epochs", .integer(spec.epochs)),
                ("shuffle", .boolean(spec.shuffle)),
            ] + Self.members(of: spec.choice) + [
                ("seeds", .array(plan.seeds.map(JSONValue.integer))),
                ("paired", .boolean(spec.seeds.isPaired)),
                ("folds", .integer(plan.foldCount)),
                ("varying", .array(spec.axes.varying.map { .string($0.name) })),
                ("settings", .integer(plan.settings.count)),
                ("runs", .integer(plan.runCount)),
                ("target_accuracy", .real(targetAccuracy)),
            ]
        )
        let data = JSONValue.object([
            ("sha256", .string(context.datasetDigest.description)),
            ("samples", .integer(samples.table?.count ?? dataset.count)),
            ("features", .integer(dataset.width)),
            ("classes", .array(dataset.classNames.map(JSONValue.string))),
            (
                "parts",
                .object(
                    SamplePart.allCases.map { part in
                        (part.name, .integer(samples.parts.indices(of: part, fold: 0).count))
                    }
                )
            ),
        ])
        try file.write(
            """
            {"format": "momentum-sweep report", "version": \(Self.version),
            "sweep": \(sweep.text),
            "dataset": \(data.text),
            "settings": [

            """
        )
    }

    /// Opens the entry of the next setting.
    ///
    /// - Throws: ``ReportError`` if the file cannot be written.
    package func beginSetting(_ results: SettingResults) throws {
        let setting = results.setting
        let parameters =
            Axis.all.map { ($0.name, ColumnValue($0, of: setting).json) }
            + [
                (
                    "effective_learning_rate",
                    setting.effectiveLearningRate.map(JSONValue.real) ?? .null
                )
            ]
        try file.write(isFirstSetting ? "" : ",\n")
        try file.write("{\"setting\": \(JSONValue.object(parameters).text), \"runs\": [\n")
        isFirstSetting = false
        isFirstRun = true
    }

    /// Appends one run to the open setting.
    ///
    /// - Throws: ``ReportError`` if the file cannot be written.
    package func add(_ record: RunRecord) throws {
        try file.append { bytes in
            bytes.append(contentsOf: (self.isFirstRun ? "  " : ",\n  ").utf8)
            for (key, column) in zip(keys, columns) {
                bytes.append(contentsOf: key)
                column.value(record).json.append(to: &bytes)
            }
            let reason = RunColumn.reason
            if case .text(let text) = reason.value(record) {
                let key = JSONValue.string(reason.memberName).text
                bytes.append(contentsOf: ", \(key): \(JSONValue.string(text).text)".utf8)
            }
            bytes.append(UInt8(ascii: "}"))
        }
        isFirstRun = false
    }

    /// Closes the entry of a setting with its statistics.
    ///
    /// - Throws: ``ReportError`` if the file cannot be written.
    package func endSetting(_ results: SettingResults, bands: [Metric: EpochBand]) throws {
        let counts = JSONValue.object(
            RunStatus.allCases.map { ($0.rawValue, .integer(results.statuses[$0])) }
        )
        try file.write("],\n \"counts\": \(counts.text)")
        // One run is its own statistics.
        if results.counts.total > 1 {
            let statistics = JSONValue.object(
                results.measures.map { measure in
                    let hasInterval = !optimistic.contains(measure)
                    return (
                        measure.name, Self.summary(of: results[measure], hasInterval: hasInterval)
                    )
                }
            )
            try file.write(",\n \"statistics\": \(statistics.text)")
            let curves = JSONValue.object(
                curves.map { ($0.name, bands[$0].map(Self.curve) ?? .null) }
            )
            try file.write(",\n \"curves\": \(curves.text)")
        }
        try file.write("}")
    }

    /// Writes what the runs say together and gives the file its name.
    ///
    /// - Throws: ``ReportError`` if the file cannot be written.
    package func end(_ results: SweepResults, findings: [String], warnings: [String]) throws {
        let document = AnswerDocument(results)
        let models = ModelDocument(results)
        try file.write(
            """

            ],
            "answer": \(document.answer.text),
            "scores": [
            \(document.scores.map(\.text).joined(separator: ",\n"))
            ],
            "differences": \(document.differences.text),
            "best_response": \(document.bestResponse.text),
            "optimizers": \(document.optimizers.text),
            "importance": \(document.importance.text),
            "power": \(document.power.text),
            "model": \(models.model.text),
            "ensemble": \(models.ensemble.text),
            "complete": \(!results.isPartial),
            "findings": \(JSONValue.array(findings.map(JSONValue.string)).text),
            "warnings": \(JSONValue.array(warnings.map(JSONValue.string)).text)}

            """
        )
        try file.close()
    }

    /// Which epoch of a run is taken, where it is not the last one.
    private static func members(of choice: EpochChoice) -> [(String, JSONValue)] {
        guard choice.isByValidation else { return [] }
        let rule = choice.stopping.map { rule in
            JSONValue.object([
                ("patience", .integer(rule.patience)), ("min_delta", .real(rule.minimumDelta)),
            ])
        }
        return [("select", .string("best"))] + (rule.map { [("stop", $0)] } ?? [])
    }

    private static func summary(of sample: SampleStatistics, hasInterval: Bool) -> JSONValue {
        .object([
            ("n", .integer(sample.count)),
            ("mean", .real(sample.mean)),
            ("sd", .real(sample.standardDeviation)),
            ("median", .real(sample.median)),
            ("q1", .real(sample.lowerQuartile)),
            ("q3", .real(sample.upperQuartile)),
            ("min", .real(sample.minimum)),
            ("max", .real(sample.maximum)),
            ("low95", hasInterval ? .derived(sample.low) : .null),
            ("high95", hasInterval ? .derived(sample.high) : .null),
        ])
    }

    private static func curve(of band: EpochBand) -> JSONValue {
        .object([
            ("n", .array(band.counts.map(JSONValue.integer))),
            ("mean", .array(band.mean.map(JSONValue.real))),
            ("low95", .array(band.low.map(JSONValue.real))),
            ("high95", .array(band.high.map(JSONValue.real))),
        ])
    }
}
