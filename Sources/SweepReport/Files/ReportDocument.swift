internal import Digest
internal import Foundation
internal import NeuralNet
internal import Quoting
internal import SweepModel
internal import TrainingModel

/// `report.json`, written while the runs pass by.
///
/// It holds no clock, host, path, build, anomaly or order of arrival, so equal specs give equal
/// bytes.
final class ReportDocument {
    /// The version of the document's form.
    static let version = 2

    private let measures: [Measure]
    private let curves: [Metric]
    private let file: BufferedFile
    private var isFirstSetting = true
    private var isFirstRun = true

    /// Begins the document of runs that record `metrics` at `destination`.
    ///
    /// - Throws: ``ReportError`` if the file cannot be created.
    init(_ destination: URL, metrics: [Metric]) throws {
        measures = Measure.all(of: metrics)
        curves = [.loss, .accuracy] + metrics.filter(Metric.optional.contains)
        file = try BufferedFile(destination)
    }

    /// Writes what is known before any run.
    ///
    /// - Throws: ``ReportError`` if the file cannot be written.
    func begin(
        plan: SweepPlan,
        dataset: Dataset,
        context: ReportContext,
        options: ReportOptions
    ) throws {
        let spec = plan.spec
        let sweep = JSONValue.object([
            ("name", .string(spec.name)),
            ("spec_sha256", .string(context.specDigest.description)),
            ("epochs", .integer(spec.epochs)),
            ("shuffle", .boolean(spec.shuffle)),
            ("seeds", .array(plan.seeds.map(JSONValue.integer))),
            ("paired", .boolean(spec.seeds.isPaired)),
            ("varying", .array(spec.axes.varying.map { .string($0.name) })),
            ("settings", .integer(plan.settings.count)),
            ("runs", .integer(plan.runCount)),
            ("target_accuracy", .real(options.targetAccuracy)),
        ])
        let data = JSONValue.object([
            ("sha256", .string(context.datasetDigest.description)),
            ("samples", .integer(dataset.count)),
            ("features", .integer(dataset.width)),
            ("classes", .array(dataset.classNames.map(JSONValue.string))),
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
    func beginSetting(_ results: SettingResults) throws {
        let setting = results.setting
        let parameters =
            Axis.all.map { ($0.name, Self.value(of: $0, in: setting)) }
            + [("effective_learning_rate", .real(setting.effectiveLearningRate))]
        try file.write(isFirstSetting ? "" : ",\n")
        try file.write("{\"setting\": \(JSONValue.object(parameters).text), \"runs\": [\n")
        isFirstSetting = false
        isFirstRun = true
    }

    /// Appends one run to the open setting.
    ///
    /// - Throws: ``ReportError`` if the file cannot be written.
    func add(_ result: RunResult, measures: RunMeasures, digest: Digest?) throws {
        var members: [(String, JSONValue)] = [
            ("run", .integer(result.run.place)),
            ("seed", .integer(result.run.seed)),
            ("generator_offset", .integer(result.run.configuration.generatorOffset)),
            ("outcome", .string(result.outcome.name)),
            ("diverged_at", result.outcome.divergedEpoch.map(JSONValue.integer) ?? .null),
            ("epochs", .integer(result.recordedEpochCount)),
        ]
        members += self.measures.map { ($0.name, Self.value(of: $0, in: measures)) }
        members.append(("sha256", digest.map { .string($0.description) } ?? .null))
        if case .failed(let reason) = result.outcome { members.append(("reason", .string(reason))) }
        try file.append { bytes in
            if !self.isFirstRun { bytes.append(contentsOf: ",\n".utf8) }
            bytes.append(contentsOf: "  ".utf8)
            JSONValue.object(members).append(to: &bytes)
        }
        isFirstRun = false
    }

    /// Closes the entry of a setting with its statistics.
    ///
    /// - Throws: ``ReportError`` if the file cannot be written.
    func endSetting(_ results: SettingResults, bands: [Metric: EpochBand]) throws {
        let counts = JSONValue.object([
            ("finished", .integer(results.finishedCount)),
            ("diverged", .integer(results.divergedCount)),
            ("failed", .integer(results.failedCount)),
            ("open", .integer(results.openCount)),
        ])
        try file.write("],\n \"counts\": \(counts.text)")
        // One run is its own statistics.
        if results.runCount > 1 {
            let statistics = JSONValue.object(
                Measure.compared.map { ($0.name, Self.summary(of: results[$0])) }
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
    func end(_ results: SweepResults, conclusions: Conclusions) throws {
        try file.write(
            """

            ],
            "comparisons": [
            \(results.comparisons.map(Self.comparison).joined(separator: ",\n"))
            ],
            "complete": \(!results.isPartial),
            "findings": \(JSONValue.array(conclusions.findings.map(JSONValue.string)).text),
            "warnings": \(JSONValue.array(conclusions.warnings.map(JSONValue.string)).text)}

            """
        )
        try file.close()
    }

    private static func value(of axis: Axis, in setting: Setting) -> JSONValue {
        switch (axis.kind, setting[axis]) {
        case (.whole, .number(let number)): .integer(Int(number))
        case (_, .number(let number)): .real(number)
        case (_, .boolean(let isOn)): .boolean(isOn)
        case (_, .layers(let units)): .array(units.map(JSONValue.integer))
        }
    }

    private static func value(of measure: Measure, in measures: RunMeasures) -> JSONValue {
        let value = measures[measure]
        guard measure.isWhole else { return .real(value) }
        return value.isFinite ? .integer(Int(value)) : .null
    }

    private static func summary(of sample: SampleStatistics) -> JSONValue {
        .object([
            ("n", .integer(sample.count)),
            ("mean", .real(sample.mean)),
            ("sd", .real(sample.standardDeviation)),
            ("median", .real(sample.median)),
            ("q1", .real(sample.lowerQuartile)),
            ("q3", .real(sample.upperQuartile)),
            ("min", .real(sample.minimum)),
            ("max", .real(sample.maximum)),
            ("low95", .derived(sample.low)),
            ("high95", .derived(sample.high)),
        ])
    }

    private static func comparison(_ comparison: Comparison) -> String {
        JSONValue.object([
            ("setting", .integer(comparison.setting)),
            ("baseline", .integer(comparison.baseline)),
            ("loss", comparison.loss.map(difference) ?? .null),
            ("accuracy", comparison.accuracy.map(difference) ?? .null),
            ("holm_t_p", .derived(comparison.adjustedStudent)),
            ("holm_wilcoxon_p", .derived(comparison.adjustedWilcoxon)),
        ]).text
    }

    private static func difference(_ difference: PairedDifference) -> JSONValue {
        .object([
            ("n", .integer(difference.count)),
            ("mean", .real(difference.mean)),
            ("sd", .real(difference.standardDeviation)),
            ("low95", .derived(difference.low)),
            ("high95", .derived(difference.high)),
            ("t_p", .derived(difference.studentProbability)),
            ("wilcoxon_p", .derived(difference.wilcoxonProbability)),
            ("effect_size", .real(difference.effectSize)),
            ("detectable", .derived(difference.detectable)),
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
