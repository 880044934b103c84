internal import ArgumentParser
internal import Digest
internal import Foundation
internal import HostSystem
internal import Logging
internal import NeuralNet
internal import NeuralNetRuntime
internal import Quoting
internal import SweepAccess
internal import SweepCoordination
internal import SweepCoordinator
internal import SweepModel
internal import SweepReport
internal import SweepResults
internal import SweepStore
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

    /// How strangers are kept out.
    var protection = Protection.keys

    /// The coordinator's configuration, adjusted by the command line.
    let adjust: (inout CoordinatorConfiguration) throws -> Void

    /// Serves the sweep until it is done or stopped, then writes and prints the report.
    ///
    /// - Parameters:
    ///   - resumes: Whether the store exists already.
    ///   - localWorkers: Worker processes to start on this machine.
    /// - Throws: ``Failure`` with the exit code, and errors of network, store and report.
    func run(resumes: Bool, localWorkers: Int) throws {
        let signals = try SignalWatch { ChildProcess.killAll() }
        let store = try openStore(resumes: resumes)
        let (finish, duration) = try serve(store, signals, localWorkers: localWorkers)
        let outcome = SweepOutcome(
            sweep: sweep,
            directory: directory,
            output: output,
            options: reportOptions,
            duration: duration
        )
        var scores: RunScores?
        if case .completed = finish { scores = try outcome.lookAtTestSamples(store) }
        try store.close()
        do {
            try outcome.publish(after: finish, scores: scores) { signals.drain().first }
        } catch {
            // What asked it to leave is why it ends, whatever it cannot write on its way out.
            guard case .interrupted(let signal) = finish, !(error is ExitCode) else { throw error }
            logger.error("\(Failure.description(of: error))")
            throw ExitCode(signal.exitCode)
        }
    }

    /// Serves the sweep; whatever peers hold open is closed when it returns, so that the report
    /// finds free descriptors.
    ///
    /// - Returns: How it ended, and how long it was served.
    private func serve(
        _ store: SweepStore,
        _ signals: SignalWatch,
        localWorkers: Int
    ) throws -> (CoordinatorFinish, Duration) {
        let context = try Context()
        let configuration = try configuration(localWorkers: localWorkers)
        let listener = try bind(lease: configuration.times.lease, in: context)
        let endpoints = try ListenAddress.reachable(listener.endpoint)
        try publishAccess(endpoints, localWorkers: localWorkers)
        let clock = MonotonicClock()
        let samples = sweep.encodedDataset
        let loop = try CoordinatorLoop(
            plan: sweep.plan(storedAs: store.description),
            dataset: SharedBlob(count: samples.count) { samples.bytes(in: $0) },
            configuration: configuration,
            store: store,
            link: listener,
            signals: signals,
            logger: logger,
            now: { clock.now }
        )
        if localWorkers == 0 { announce(endpoints) }
        let start = ContinuousClock.now
        let finish = try run(loop, localWorkers: localWorkers)
        return (finish, ContinuousClock.now - start)
    }

    private func openStore(resumes: Bool) throws -> SweepStore {
        let lock = try RunDirectoryLock(directory: directory.path)
        guard resumes else {
            return try SweepStore(creating: sweep.storeDescription, holding: lock)
        }
        guard directory.hasStore else {
            // A first start that died before its store was made is resumed as a new sweep.
            logger.warning(
                """
                \(directory.store.path) does not exist: no result of this sweep is stored, so all \
                \(sweep.plan.runCount.grouped) runs are trained from the beginning; if there were \
                results, stop and restore that file from a copy
                """
            )
            return try SweepStore(creating: sweep.storeDescription, holding: lock)
        }
        let store = try SweepStore(opening: lock)
        try sweep.check(against: store.description, in: directory)
        try store.check(against: sweep.plan(storedAs: store.description))
        guard store.description.core == NumericCore.identifier else {
            throw Failure(
                .directory,
                "\(directory.path): its runs are trained by numeric core "
                    + "\(store.description.core), this program has \(NumericCore.identifier); only "
                    + "build \(store.description.build) or one with that core can finish it, and "
                    + "`momentum report` can read it as it is"
            )
        }
        return store
    }

    private func bind(lease: Duration, in context: Context) throws -> CoordinatorListener {
        let address = try ListenAddress(endpoint)
        try protection.check(address)
        if protection.isPlain {
            let warning = "\(endpoint): nothing is encrypted and anybody may join"
            logger.warning("\(warning)")
            try DurableFile.write((warning + "\n").utf8, to: directory.insecure.path)
        }
        return try CoordinatorListener(
            at: address,
            security: protection.isPlain ? .plain : .keys(directory.keys),
            lease: lease,
            in: context,
            logger: logger
        )
    }

    private func publishAccess(_ endpoints: [Endpoint], localWorkers: Int) throws {
        guard !protection.isPlain else {
            let access = AccessFile(
                name: "anybody",
                endpoints: endpoints,
                security: .plain,
                listen: endpoint
            )
            return try access.write(to: directory.access)
        }
        let isUsable = try directory.keys.publishAccess(
            at: directory.access,
            endpoints: endpoints,
            listen: endpoint
        )
        guard !isUsable else { return }
        let advice = "make a key with momentum keys new NAME \(ShellWord.quoted(directory.path))"
        guard localWorkers == 0 else {
            throw Failure(.refused, "the default key was revoked; \(advice), NAME being default")
        }
        logger.warning("the default key was revoked; \(advice)")
    }

    private func configuration(localWorkers: Int) throws -> CoordinatorConfiguration {
        var entropy = SystemRandomNumberGenerator()
        var configuration = CoordinatorConfiguration(
            build: Build.version,
            core: NumericCore.identifier,
            canary: Digest(sha256: try NumericCore.canary(.best)),
            dataset: sweep.datasetDigest,
            datasetBytes: sweep.encodedDataset.count,
            seed: entropy.next()
        )
        configuration.expectedSlots = max(1, localWorkers)
        try adjust(&configuration)
        return configuration
    }

    private func announce(_ endpoints: [Endpoint]) {
        logger.notice("run directory: \(directory.path)")
        logger.notice("\(sweep.plan.runCount.counted("run")); waiting for workers; start them with")
        let access = ShellWord.quoted(directory.access.path)
        for endpoint in endpoints {
            logger.notice(
                "  momentum worker --connect \(endpoint) --access \(access)"
            )
        }
    }

    private func run(_ loop: CoordinatorLoop, localWorkers: Int) throws -> CoordinatorFinish {
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
            try workers.restartEnded(done: progress.runs.ended)
            reporter.show(progress)
        }
    }
}
