internal import Digest
package import Foundation
internal import Quoting
package import SweepModel
internal import TrainingModel

/// MLflow's file store: an experiment with one folder for each run.
///
/// Times are epochs in milliseconds, so equal results give equal files; only the places of
/// artifacts name the folder.
///
/// - Source: mlflow/mlflow, `store/tracking/file_store.py` (the layout and the keys of
///   `meta.yaml`).
package struct MLflowExport {
    private let context: ReportContext
    private let experiment: URL
    private let experimentName: String

    /// Makes the experiment's folder.
    ///
    /// - Parameters:
    ///   - plan: The sweep's plan.
    ///   - context: Where the numbers come from.
    ///   - folder: The store's folder, by custom `mlruns`.
    /// - Throws: ``ReportError`` if the disk refuses.
    package init(plan: SweepPlan, context: ReportContext, folder: URL) throws {
        self.context = context
        experimentName = Self.number(of: context.specDigest)
        experiment = folder.appending(path: experimentName)
        try FolderMaker.make(experiment)
        let lines = [
            ("artifact_location", YAMLScalar.quoted(experiment.absoluteString)),
            ("creation_time", "0"),
            ("experiment_id", YAMLScalar.quoted(experimentName)),
            ("last_update_time", "0"),
            ("lifecycle_stage", "active"),
            ("name", YAMLScalar.quoted(plan.spec.name)),
        ]
        try BufferedFile.write(Self.text(lines), to: experiment.appending(path: "meta.yaml"))
    }

    /// Writes the folder of one run.
    ///
    /// - Throws: ``ReportError`` if the disk refuses.
    package func add(_ result: RunResult) throws {
        let run = result.run
        let identifier = identifier(of: run)
        let folder = experiment.appending(path: identifier)
        for name in ["metrics", "params", "tags", "artifacts"] {
            try FolderMaker.make(folder.appending(path: name))
        }
        try BufferedFile.write(
            Self.text(facts(of: result, identifier: identifier, folder: folder)),
            to: folder.appending(path: "meta.yaml")
        )
        for metric in result.curve.metrics {
            var lines = ""
            for (epoch, value) in result.curve[metric].prefix(result.recordedEpochCount)
                .enumerated()
            where value.isFinite {
                lines += "\(epoch) \(value) \(epoch)\n"
            }
            try BufferedFile.write(lines, to: folder.appending(path: "metrics/\(metric.name)"))
        }
        let parameters = Axis.all.map { ($0.name, $0.text(of: run.setting)) }
        for (name, value) in parameters + [("seed", "\(run.seed)")] {
            try BufferedFile.write(value, to: folder.appending(path: "params/\(name)"))
        }
        let tags = [("mlflow.runName", "run-\(run.place)"), ("outcome", result.outcome.name)]
        for (name, value) in tags {
            try BufferedFile.write(value, to: folder.appending(path: "tags/\(name)"))
        }
    }

    private func facts(
        of result: RunResult,
        identifier: String,
        folder: URL
    ) -> [(String, String)] {
        // MLflow's statuses: 1 running, 3 finished, 4 failed.
        let status =
            switch result.outcome {
            case .finished, .diverged: 3
            case .failed: 4
            case nil: 1
            }
        return [
            ("artifact_uri", YAMLScalar.quoted(folder.appending(path: "artifacts").absoluteString)),
            ("end_time", result.outcome == nil ? "null" : "\(result.recordedEpochCount)"),
            ("entry_point_name", "''"),
            ("experiment_id", YAMLScalar.quoted(experimentName)),
            ("lifecycle_stage", "active"),
            ("run_id", YAMLScalar.quoted(identifier)),
            ("run_name", "run-\(result.run.place)"),
            ("run_uuid", YAMLScalar.quoted(identifier)),
            ("source_name", "''"),
            ("source_type", "4"),
            ("source_version", "''"),
            ("start_time", "0"),
            ("status", "\(status)"),
            ("tags", "[]"),
            ("user_id", "''"),
        ]
    }

    /// 32 hexadecimal digits that name the run among all sweeps.
    private func identifier(of run: Run) -> String {
        let digest = Digest(sha256: "\(context.specDigest)/\(run.place)")
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
