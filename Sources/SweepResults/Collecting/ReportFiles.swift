package import Foundation
internal import HostSystem
package import SweepModel
internal import SweepStatistics
internal import Synchronization
internal import TrainingModel

/// The data files that are written while the runs pass by, on a thread of their own.
///
/// Reading runs and writing them down take about as long, so two cores do both at once. Rows wait
/// until there are enough of them for a thread, which writes them while the next ones are read; at
/// most one such thread is at work.
package final class ReportFiles {
    /// Rows that are written at once.
    private static let stepLimit = 512

    /// Numbers in rows that are written at once, 256 KiB, but for the last row.
    private static let valueLimit = 1 << 16

    private let tables: SharedTables
    private let models: ModelFolder
    private var waiting: [ReportStep] = []
    private var waitingValues = 0
    private var writer: OwnedThread?

    /// Opens the files of the runs of `plan` in `directory`.
    ///
    /// - Parameters:
    ///   - directory: The run directory.
    ///   - plan: The sweep's plan.
    ///   - samples: The samples that the runs were trained on, classes named as in their file.
    ///   - selection: Which models are written.
    /// - Throws: ``ReportError`` if one cannot be created.
    package init(
        in directory: URL,
        plan: SweepPlan,
        samples: ReportSamples,
        models selection: ModelSelection
    ) throws {
        tables = SharedTables(try ReportTables(in: directory, plan: plan))
        models = try ModelFolder(
            directory.appending(path: "models"),
            plan: plan,
            samples: samples,
            selection: selection
        )
    }

    deinit { writer?.join() }

    /// Begins the document.
    ///
    /// - Throws: ``ReportError`` if the disk refuses.
    package func begin(
        plan: SweepPlan,
        samples: ReportSamples,
        context: ReportContext,
        targetAccuracy: Double
    ) throws {
        try tables.use {
            try $0.document.begin(
                plan: plan,
                samples: samples,
                context: context,
                targetAccuracy: targetAccuracy
            )
        }
    }

    /// Takes the next row in, and writes its model if there is to be one.
    ///
    /// - Throws: ``ReportError`` if the disk has refused an earlier one.
    func write(_ step: ReportStep) throws {
        waiting.append(step)
        switch step {
        case .beginning: break
        case .run(let record):
            let curve = record.result.curve
            waitingValues += curve.epochCount * curve.metrics.count
            waitingValues += record.result.parameters.count
            try models.add(record.result)
        case .end(_, _, let best): try models.endSetting(best: best)
        }
        if waiting.count >= Self.stepLimit || waitingValues >= Self.valueLimit { try flush() }
    }

    /// Completes tables and models; the document is completed with the findings.
    ///
    /// - Throws: ``ReportError`` if the disk refuses.
    func closeTables() throws {
        try flush()
        try waitForWriter()
        try tables.use { try $0.close() }
        try models.finish()
    }

    /// Completes the document with what the runs say together.
    ///
    /// - Throws: ``ReportError`` if the disk refuses.
    package func end(_ results: SweepResults, findings: [String], warnings: [String]) throws {
        try tables.use { try $0.document.end(results, findings: findings, warnings: warnings) }
    }

    /// Hands what waits to a thread, once the one before has ended.
    private func flush() throws {
        try waitForWriter()
        let steps = waiting
        waiting.removeAll(keepingCapacity: true)
        waitingValues = 0
        do {
            writer = try OwnedThread(name: "report files") { [tables] in tables.write(steps) }
        } catch {
            // Where the system has no thread left, this one writes.
            tables.write(steps)
            try waitForWriter()
        }
    }

    private func waitForWriter() throws {
        writer?.join()
        writer = nil
        if let failure = tables.failure { throw failure }
    }
}

/// One entry of the data files.
enum ReportStep: Sendable {
    /// The runs that follow are of this setting.
    case beginning(SettingResults)

    /// A run.
    case run(RunRecord)

    /// The setting is complete; with its bands and its best finished run.
    case end(SettingResults, bands: [Metric: EpochBand], best: RunResult?)
}

/// The files, which one thread at a time writes.
private final class SharedTables: Sendable {
    private let tables: Mutex<ReportTables>
    private let firstFailure = Mutex<(any Error)?>(nil)

    /// Shares `tables`, which must be used nowhere else.
    init(_ tables: sending ReportTables) { self.tables = Mutex(tables) }

    /// Why a row could not be written, if one could not.
    var failure: (any Error)? { firstFailure.withLock { $0 } }

    /// Lets `body` work with the files.
    func use(_ body: (inout ReportTables) throws -> Void) throws {
        try tables.withLock { try body(&$0) }
    }

    /// Writes `steps`, up to the first that is refused.
    func write(_ steps: [ReportStep]) {
        do {
            try use { tables in for step in steps { try tables.write(step) } }
        } catch {
            firstFailure.withLock { $0 = $0 ?? error }
        }
    }
}

/// `runs.csv`, `epochs.csv` and `report.json`.
private struct ReportTables {
    let runs: RunsTable
    let epochs: EpochsTable
    let document: ReportDocument

    init(in directory: URL, plan: SweepPlan) throws {
        runs = try RunsTable(directory.appending(path: "runs.csv"), plan: plan)
        epochs = try EpochsTable(directory.appending(path: "epochs.csv"), plan: plan)
        document = try ReportDocument(directory.appending(path: "report.json"), plan: plan)
    }

    func write(_ step: ReportStep) throws {
        switch step {
        case .beginning(let results): try document.beginSetting(results)
        case .run(let record):
            try runs.add(record)
            try epochs.add(record)
            try document.add(record)
        case .end(let results, let bands, _): try document.endSetting(results, bands: bands)
        }
    }

    func close() throws {
        try runs.close()
        try epochs.close()
    }
}
