internal import Digest
package import Foundation
internal import Quoting
internal import SweepModel
internal import TrainingModel

/// MLflow's file store: an experiment with one folder for each run and each setting.
///
/// The runs of a setting are children of the setting's own run, whose metrics are mean and interval
/// over them. A setting without an interval has no run of its own.
///
/// - Source: mlflow/mlflow, `store/tracking/file_store.py` (the layout and the keys of
///   `meta.yaml`), `entities/run_status.py` and `utils/mlflow_tags.py`.
package struct MLflowExport: RunExporter {
    /// MLflow's number for a status; the tag `outcome` tells a diverged run from the others.
    private static func number(of status: ExportedStatus) -> Int {
        switch status {
        case .running: 1
        case .finished: 3
        case .failed: 4
        }
    }

    /// The folder of one run, and what its `meta.yaml` says.
    private struct Entry {
        let name: String
        let identifier: String
        let status: ExportedStatus
        let endMilliseconds: Int
    }

    private let sweep: ExportedSweep
    private let experiment: URL
    private let experimentName: String

    /// The runs since the last setting, which may get a parent.
    private var children: [String] = []

    /// Makes the experiment's folder.
    ///
    /// - Parameters:
    ///   - sweep: What is known before the first run.
    ///   - folder: The store's folder, by custom `mlruns`.
    /// - Throws: ``ReportError`` if the disk refuses.
    package init(_ sweep: ExportedSweep, folder: URL) throws {
        self.sweep = sweep
        experimentName = Self.number(of: sweep.specDigest)
        experiment = folder.appending(path: experimentName)
        try FolderMaker.makeWithinReport(experiment)
        let lines = [
            ("artifact_location", YAMLScalar.quoted(experiment.absoluteString)),
            ("creation_time", "\(sweep.period.startMilliseconds)"),
            ("experiment_id", YAMLScalar.quoted(experimentName)),
            ("last_update_time", "\(sweep.period.endMilliseconds)"),
            ("lifecycle_stage", "active"),
            ("name", YAMLScalar.quoted(sweep.plan.spec.name)),
        ]
        try BufferedFile.write(Self.text(lines), to: experiment.appending(path: "meta.yaml"))
    }

    /// Writes the folder of one run.
    ///
    /// - Throws: ``ReportError`` if the disk refuses.
    package mutating func add(_ record: RunRecord) throws {
        let result = record.result
        let run = result.run
        let entry = Entry(
            name: "run-\(run.place)",
            identifier: identifier(of: "\(run.place)"),
            status: ExportedStatus(result.outcome),
            endMilliseconds: sweep.milliseconds(afterEpoch: result.recordedEpochCount - 1)
        )
        let folder = try makeFolder(of: entry)
        for metric in result.curve.metrics {
            let values = result.curve[metric].prefix(result.recordedEpochCount)
            try writeMetric(metric.name, values, in: folder)
        }
        if let selection = sweep.selection(of: record) {
            for (name, value) in selection.values {
                try writeMetric(name, [value], from: selection.epoch, in: folder)
            }
        }
        try writeParameters(run.setting, in: folder)
        for column in RunColumn.replicate(of: sweep.plan) {
            try writeParameter(column.name, column.value(record), in: folder)
        }
        for column in [RunColumn.outcome, .divergedEpoch, .reason] {
            try BufferedFile.replace(
                folder.appending(path: "tags/\(column.name)"),
                with: column.value(record).plain
            )
        }
        children.append(entry.identifier)
    }

    /// Writes the run of a setting that has intervals, and makes it the parent of the setting's
    /// runs.
    ///
    /// - Throws: ``ReportError`` if the disk refuses.
    package mutating func endSetting(_ setting: ExportedSetting) throws {
        let entry = Entry(
            name: "setting-\(setting.results.index)",
            identifier: identifier(of: "setting-\(setting.results.index)"),
            status: ExportedStatus(setting.results.counts),
            endMilliseconds: sweep.period.endMilliseconds
        )
        if setting.hasBands {
            let folder = try makeFolder(of: entry)
            for (bound, metric, values) in setting.curves {
                let name = bound == .mean ? metric.name : "\(metric.name)_\(bound.rawValue)"
                try writeMetric(name, values[...], in: folder)
            }
            try writeParameters(setting.results.setting, in: folder)
            try BufferedFile.write(
                "\(setting.results.counts.total)",
                to: folder.appending(path: "tags/replicates")
            )
        }
        for child in children {
            try BufferedFile.replace(
                experiment.appending(path: "\(child)/tags/mlflow.parentRunId"),
                with: setting.hasBands ? entry.identifier : nil
            )
        }
        children = []
    }

    /// Nothing is left to write.
    package mutating func finish() {}

    /// Makes the folders of a run, and writes its `meta.yaml` and its name.
    private func makeFolder(of entry: Entry) throws -> URL {
        let folder = experiment.appending(path: entry.identifier)
        try FolderMaker.makeWithinReport(folder)
        for name in ["metrics", "params", "tags", "artifacts"] {
            try FolderMaker.makeWithinReport(folder.appending(path: name))
        }
        let end = entry.status == .running ? "null" : "\(entry.endMilliseconds)"
        let lines = [
            ("artifact_uri", YAMLScalar.quoted(folder.appending(path: "artifacts").absoluteString)),
            ("end_time", end),
            ("entry_point_name", "''"),
            ("experiment_id", YAMLScalar.quoted(experimentName)),
            ("lifecycle_stage", "active"),
            ("run_id", YAMLScalar.quoted(entry.identifier)),
            ("run_name", entry.name),
            ("run_uuid", YAMLScalar.quoted(entry.identifier)),
            ("source_name", "''"),
            ("source_type", "4"),
            ("source_version", "''"),
            ("start_time", "\(sweep.period.startMilliseconds)"),
            ("status", "\(Self.number(of: entry.status))"),
            ("tags", "[]"),
            ("user_id", "''"),
        ]
        try BufferedFile.write(Self.text(lines), to: folder.appending(path: "meta.yaml"))
        try BufferedFile.write(entry.name, to: folder.appending(path: "tags/mlflow.runName"))
        return folder
    }

    /// Writes the finite values of a metric: time, value and epoch in each line.
    ///
    /// Without any there is no file: an empty one would make the whole experiment unreadable
    /// (mlflow/mlflow#3052). NaN and infinity are left out, as most of MLflow's other stores
    /// refuse them; the tag `outcome` says how the run ended.
    ///
    /// - Parameters:
    ///   - name: The metric's name.
    ///   - values: One value for each epoch.
    ///   - firstEpoch: The epoch of the first value.
    ///   - folder: The run's folder.
    /// - Throws: ``ReportError`` if the disk refuses.
    private func writeMetric(
        _ name: String,
        _ values: ArraySlice<Float>,
        from firstEpoch: Int = 0,
        in folder: URL
    ) throws {
        var lines = ""
        for (epoch, value) in zip(firstEpoch..., values) where value.isFinite {
            lines += "\(sweep.milliseconds(afterEpoch: epoch)) \(value) \(epoch)\n"
        }
        try BufferedFile.replace(
            folder.appending(path: "metrics/\(name)"),
            with: lines.isEmpty ? nil : lines
        )
    }

    private func writeParameters(_ setting: Setting, in folder: URL) throws {
        for axis in Axis.all {
            let isThere = setting.optimizer.axes.contains(axis)
            let value = isThere ? ColumnValue(axis, of: setting) : nil
            try writeParameter(axis.name, value, in: folder)
        }
    }

    /// Writes a parameter, or removes that of an older export.
    private func writeParameter(_ name: String, _ value: ColumnValue?, in folder: URL) throws {
        try BufferedFile.replace(folder.appending(path: "params/\(name)"), with: value?.plain)
    }

    /// 32 hexadecimal digits that name a run among all sweeps.
    private func identifier(of name: String) -> String {
        let digest = Digest(sha256: "\(sweep.specDigest)/\(name)")
        return Hexadecimal.text(of: digest.bytes.prefix(16))
    }

    /// 18 decimal digits, as MLflow numbers its experiments.
    private static func number(of digest: Digest) -> String {
        let value = digest.bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let range: UInt64 = 900_000_000_000_000_000
        return "\(value % range + 100_000_000_000_000_000)"
    }

    private static func text(_ lines: [(String, String)]) -> String {
        lines.map { "\($0.0): \($0.1)\n" }.joined()
    }
}
