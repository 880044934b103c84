import Digest
import Foundation
import NeuralNet
import SweepCoordination
import SweepModel
import SweepReport
import SweepResults
import SweepSpecReader
import SweepStore
import TrainingModel

/// Reads a run directory in this process as the commands of the program do.
enum DirectoryReader: String, CaseIterable {
    /// `momentum status`.
    case status

    /// `momentum report`, as far as the numbers go.
    case report

    /// `momentum sweep --resume`, up to the first pack.
    case resume

    /// Reads the store in `folder`.
    ///
    /// - Throws: `StoreError` or `SpecError`; any other error is a fault.
    func read(_ folder: String) throws {
        switch self {
        case .status:
            let archive = try SweepArchive(opening: folder)
            _ = try archive.progress(of: Self.plan(of: archive.description, in: folder))
        case .report:
            let archive = try SweepArchive(opening: folder)
            let plan = try Self.plan(of: archive.description, in: folder)
            try archive.runs(of: plan).forEachRun { try Self.check($0, of: plan) }
            _ = try archive.anomalies()
        case .resume: try Self.resume(folder)
        }
    }

    /// Writes the data files of the report into the directory itself.
    ///
    /// - Throws: `StoreError`, `SpecError` or `ReportError`.
    static func writeReport(of folder: String) throws {
        let archive = try SweepArchive(opening: folder)
        let plan = try plan(of: archive.description, in: folder)
        let builder = ReportBuilder(
            plan: plan,
            results: try archive.runs(of: plan),
            dataset: .spiral(classes: 3, points: 5, noise: 0.1, seed: 1),
            context: ReportContext(
                specText: archive.description.spec,
                specDigest: archive.description.specHash,
                datasetDigest: archive.description.dataset,
                command: "momentum sweep sweep.yaml"
            )
        )
        let url = URL(fileURLWithPath: folder, isDirectory: true)
        _ = try builder.write(to: url, options: ReportOptions(drawsFigures: false))
    }

    private static func plan(
        of description: StoreDescription,
        in folder: String
    ) throws -> SweepPlan {
        let spec = try SpecReader.read(description.spec, fileName: "sweep.sqlite").spec
        return try description.plan(of: spec, path: folder + "/sweep.sqlite")
    }

    private static func resume(_ folder: String) throws {
        let store = try SweepStore(opening: RunDirectoryLock(directory: folder))
        let plan = try plan(of: store.description, in: folder)
        try store.check(against: plan)
        let (machine, _) = CoordinatorMachine.start(
            plan: plan,
            recovered: try store.recover(),
            configuration: CoordinatorConfiguration(
                build: "test",
                core: "core-1",
                canary: Digest(sha256: "canary"),
                dataset: store.description.dataset,
                datasetBytes: 100,
                seed: 1
            ),
            at: Instant(nanoseconds: 0)
        )
        let broken = machine.brokenInvariants()
        precondition(broken.isEmpty, "\(broken)")
        try store.close()
    }

    /// A run that is said to have ended has what its end needs; else the report would be wrong.
    private static func check(_ result: RunResult, of plan: SweepPlan) throws {
        let shape = PackShape(result.run.setting)
        switch result.outcome {
        case .finished:
            precondition(result.curve.epochCount == plan.spec.epochs, "\(result.run) lacks epochs")
            precondition(result.parameters.count == shape.parameterCount, "\(result.run)")
        case .diverged(let epoch):
            precondition(result.curve.epochCount > epoch, "\(result.run) lacks epochs")
        case .failed, nil: break
        }
    }
}
