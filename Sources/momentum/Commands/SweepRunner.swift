internal import Foundation
internal import Logging
internal import NeuralNetRuntime
internal import SweepCoordinator
internal import SweepCore
internal import SweepModel
internal import SweepReport
internal import SweepStore
internal import SweepSystem
internal import ZeroMQ

/// Coordinates one sweep from its run directory to its report.
struct SweepRunner {
    let sweep: PreparedSweep
    let directory: RunDirectory
    let output: OutputOptions
    let reportOptions: ReportOptions
    let logger: Logger

    /// Where to listen; port 0 lets the system choose.
    let endpoint: Endpoint

    /// What the coordinator tells its workers, adjusted by the command line.
    let adjust: (inout CoordinatorConfiguration) -> Void

    /// Serves the sweep until it is done or stopped, then writes and prints the report.
    ///
    /// - Parameters:
    ///   - resumes: Whether the store exists already.
    ///   - localWorkers: Worker processes to start on this machine.
    /// - Throws: ``Failure`` with the exit code, and errors of network, store and report.
    func run(resumes: Bool, localWorkers: Int) throws {
        let signals = try SignalDescriptor()
        let context = try Context()
        let store = try openStore(resumes: resumes)
        let listener = try bind(in: context)
        try writeAccess(listener.endpoint)
        let loop = try CoordinatorLoop(
            plan: sweep.plan,
            dataset: SharedBlob(sweep.encodedDataset),
            configuration: try configuration(localWorkers: localWorkers),
            store: store,
            listener: listener,
            signals: signals,
            logger: logger
        )
        if localWorkers == 0 { announce(listener.endpoint) }
        let start = ContinuousClock.now
        let finish = try serve(loop, localWorkers: localWorkers)
        try store.close()
        let duration = ContinuousClock.now - start
        try SweepOutcome(
            sweep: sweep,
            directory: directory,
            output: output,
            options: reportOptions,
            duration: duration
        )
        .publish(after: finish)
    }

    private func openStore(resumes: Bool) throws -> SweepStore {
        let lock = try RunDirectoryLock(directory: directory.path)
        // A first start that died before its store was made is resumed as a new sweep.
        guard resumes, FileManager.default.fileExists(atPath: directory.store.path) else {
            return try SweepStore(creating: sweep.storeDescription, holding: lock)
        }
        let store = try SweepStore(opening: lock)
        guard store.description.dataset == sweep.datasetDigest else {
            throw Failure(
                .directory,
                "\(directory.path): its data files have changed since the sweep was begun"
            )
        }
        return store
    }

    private func bind(in context: Context) throws -> CoordinatorListener {
        guard endpoint.isLoopback(resolved: try endpoint.resolvedAddresses()) else {
            throw Failure(
                .usage,
                "\(endpoint): other machines could reach it, and nothing is encrypted yet; "
                    + "bind a loopback address such as tcp://127.0.0.1:5590"
            )
        }
        return try CoordinatorListener(binding: endpoint, security: .plain, in: context)
    }

    private func writeAccess(_ endpoint: Endpoint) throws {
        let access = AccessFile(endpoints: ["\(endpoint)"])
        if FileManager.default.fileExists(atPath: directory.access.path) {
            try FileManager.default.removeItem(at: directory.access)
        }
        try access.write(to: directory.access)
    }

    private func configuration(localWorkers: Int) throws -> CoordinatorConfiguration {
        var entropy = SystemRandomNumberGenerator()
        var configuration = CoordinatorConfiguration(
            core: NumericCore.identifier,
            canary: Digest(sha256: try NumericCore.canary(.best)),
            dataset: sweep.datasetDigest,
            datasetBytes: sweep.encodedDataset.count,
            seed: entropy.next()
        )
        configuration.expectedSlots = max(1, localWorkers)
        adjust(&configuration)
        return configuration
    }

    private func announce(_ endpoint: Endpoint) {
        logger.notice("run directory: \(directory.path)")
        logger.notice("\(sweep.plan.runCount) runs; waiting for workers at \(endpoint)")
        logger.notice("start workers with: momentum worker --access \(directory.access.path)")
    }

    private func serve(_ loop: CoordinatorLoop, localWorkers: Int) throws -> CoordinatorFinish {
        let workers = LocalWorkers(
            count: localWorkers,
            access: directory.access,
            verbose: output.verbose,
            logger: logger
        )
        defer { workers.stop() }
        let reporter = ProgressReporter(
            epochsPerRun: sweep.spec.epochs,
            isSilent: output.outputMode == .quiet
        )
        defer { reporter.clear() }
        return try loop.run { progress in
            try workers.tend(done: progress.done)
            reporter.show(progress)
        }
    }
}
