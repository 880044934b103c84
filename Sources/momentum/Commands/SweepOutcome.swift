internal import ArgumentParser
internal import Foundation
internal import HostSystem
internal import NeuralNet
internal import Quoting
internal import SweepCoordinator
internal import SweepModel
internal import SweepReport
internal import SweepResults
internal import SweepStore
internal import TrainingModel

/// The outcome of a sweep: writes its report and prints a summary.
struct SweepOutcome {
    let sweep: PreparedSweep
    let directory: RunDirectory
    let output: OutputOptions
    let options: ReportOptions

    /// How long the coordinator served, or `nil` if only the report is made.
    let duration: Duration?

    /// Writes and prints the report, then leaves with the exit code that fits.
    ///
    /// - Parameters:
    ///   - finish: How the coordinator ended, or `nil` if there was none.
    ///   - scores: What the runs came to, if it is known already.
    ///   - lateSignal: A first signal that came since: the report is made all the same.
    /// - Throws: `ExitCode` unless everything is done, or an error of the report.
    func publish(
        after finish: CoordinatorFinish?,
        scores: RunScores? = nil,
        lateSignal: () -> ProcessSignal? = { nil }
    ) throws {
        try OpenFileLimit.require(Limits.reportDescriptors)
        var options = options
        if StandardOutput.isTerminal { options.tableWidth = StandardOutput.columns }
        let summary = try reportBuilder()
            .write(to: directory.url, options: options, scores: scores)
        try writeTiming()
        printSummary(summary)
        switch finish {
        case .interrupted(let signal): throw ExitCode(signal.exitCode)
        case .completed, nil:
            if let signal = lateSignal() { throw ExitCode(signal.exitCode) }
            guard summary.failedCount == 0 else {
                throw ExitCode(ExitStatus.someRunFailed.rawValue)
            }
        }
    }

    /// What makes the report from the store as it is now.
    ///
    /// - Throws: ``SweepStore/StoreError``, or ``Failure`` if the folder was changed by hand.
    func reportBuilder() throws -> ReportBuilder {
        let archive = try SweepArchive(opening: directory.path)
        try sweep.check(against: archive.description, in: directory)
        let plan = sweep.plan(storedAs: archive.description)
        var context = sweep.reportContext
        context.notes = sweep.dataNotes
        if FileManager.default.fileExists(atPath: directory.insecure.path) {
            context.warnings.append(
                "This sweep was served without keys (--insecure): anybody who reached its port "
                    + "could have sent results."
            )
        }
        return ReportBuilder(
            plan: plan,
            results: try archive.runs(of: plan),
            dataset: sweep.trainingDataset,
            table: sweep.table,
            scales: sweep.lossScales,
            testRecord: try archive.testRecord(),
            context: context
        )
    }

    /// Looks at the test samples, if there are any and every run has ended.
    ///
    /// The choice is stored first: whatever happens in between, no choice can follow from what was
    /// seen. A resume repeats what is missing.
    ///
    /// - Parameter store: The store that this process writes.
    /// - Returns: What the runs came to, which the report needs again; `nil` if nothing was asked.
    /// - Throws: ``SweepStore/StoreError``, or an error of the report.
    func lookAtTestSamples(_ store: SweepStore) throws -> RunScores? {
        guard sweep.table.dataset(.test, fold: 0) != nil else { return nil }
        // It reads the store until it goes away, which must be before the store is closed.
        let builder = try reportBuilder()
        let revision = store.description.revision
        let scores = try builder.runScores()
        let look = try builder.testLook(options: options, revision: revision, scores: scores)
        guard let look else { return scores }
        try store.commit(look: look)
        try store.commit(tested: try builder.testedRuns(of: look))
        if let ensemble = try builder.testedEnsemble(of: look) {
            try store.commit(ensemble: ensemble, of: look)
        }
        return scores
    }

    /// Writes what is known of how the sweep ran, which is no part of what it found.
    private func writeTiming() throws {
        guard let duration else { return }
        let archive = try SweepArchive(opening: directory.path)
        let anomalies = try archive.anomalies().map { anomaly in
            JSONValue.object([
                ("kind", .string(anomaly.kind.rawValue)), ("detail", .string(anomaly.detail)),
            ])
        }
        let timing = JSONValue.object([
            ("finished_at", .string(Date.now.formatted(.iso8601))),
            ("seconds", .real(duration / .seconds(1))),
            ("runs", .integer(sweep.plan.runCount)),
            ("epochs_per_run", .integer(sweep.spec.epochs)),
            ("build", .string(Build.version)),
            ("test_looks", .integer(try archive.testRecord().looks.count)),
            ("anomalies", .array(anomalies)),
        ])
        try DurableFile.write((timing.text + "\n").utf8, to: directory.timing.path)
    }

    private func printSummary(_ summary: ReportSummary) {
        let report = summary.page?.path ?? directory.url.appending(path: "report.json").path
        switch output.outputMode {
        case .quiet: return
        case .json:
            StandardOutput.json(
                JSONValue.object([
                    ("directory", .string(directory.path)),
                    ("report", .string(report)),
                    ("runs", .integer(sweep.plan.runCount)),
                    ("failed", .integer(summary.failedCount)),
                    ("diverged", .integer(summary.divergedCount)),
                    ("partial", .boolean(summary.isPartial)),
                    ("best", .string(summary.bestSetting ?? "")),
                    ("answer", summary.answer),
                    ("findings", .array(summary.findings.map(JSONValue.string))),
                    ("warnings", .array(summary.warnings.map(JSONValue.string))),
                ])
            )
        case .text:
            for line in summary.tableLines { StandardOutput.line(line) }
            for finding in summary.findings { StandardOutput.sentence("• \(finding)") }
            for warning in summary.warnings { StandardOutput.sentence("Note: \(warning)") }
            if let duration { StandardOutput.line("Trained in \(Self.text(of: duration)).") }
            StandardOutput.line("Report: \(report)")
        }
    }

    private static func text(of duration: Duration) -> String {
        duration < .seconds(60)
            ? String(format: "%.2f s", duration / .seconds(1))
            : duration.formatted(.units(allowed: [.hours, .minutes, .seconds]))
    }
}
