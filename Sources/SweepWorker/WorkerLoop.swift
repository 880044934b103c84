internal import Digest
public import HostSystem
public import Logging
internal import NeuralNet
internal import NeuralNetRuntime
internal import SweepAccess
public import SweepCoordination
package import SweepModel
internal import SweepWire
internal import TrainingModel
public import ZeroMQ

/// Runs a ``SweepCoordination/WorkerDriver`` over a link and real training threads.
///
/// It decides nothing: it reports events to the driver and does each step of the driver.
/// Everything happens on the thread that calls ``run()``, but for the training itself and the check
/// of datasets.
public final class WorkerLoop {
    private let link: any WorkerLink
    private let signals: any SignalSource
    private let logger: Logger
    private let now: () -> Instant
    private let slots: TrainingSlots
    private let spool: ReportSpool
    private let checked: Mailbox<DatasetCheck.Outcome>
    private var driver: WorkerDriver
    private let foldBytes: Int
    private var datasets: [Digest: FoldCache] = [:]
    private var check: DatasetCheck?

    /// Prepares a worker that connects over real sockets.
    ///
    /// - Parameters:
    ///   - options: Where to connect and what to train with.
    ///   - context: The process's ZeroMQ context.
    ///   - signals: What asks for a stop, watched since before any thread was started.
    ///   - logger: Where notices go.
    /// - Throws: ``HostSystem/HostError`` when the system has no thread or descriptor left.
    public convenience init(
        options: WorkerOptions,
        context: Context,
        signals: any SignalSource,
        logger: Logger
    ) throws {
        let clock = MonotonicClock()
        try self.init(
            options: options,
            link: SocketLink(to: options.endpoint, security: options.security, in: context),
            signals: signals,
            logger: logger,
            now: { clock.now }
        )
    }

    /// Prepares a worker: trains the canary and starts the training threads.
    ///
    /// - Parameters:
    ///   - options: What to train with.
    ///   - link: The way to the coordinator.
    ///   - signals: What asks for a stop.
    ///   - logger: Where notices go.
    ///   - now: The clock.
    /// - Throws: ``HostSystem/HostError`` when the system has no thread or descriptor left.
    package init(
        options: WorkerOptions,
        link: any WorkerLink,
        signals: any SignalSource,
        logger: Logger,
        now: @escaping () -> Instant
    ) throws {
        self.link = link
        self.signals = signals
        self.logger = logger
        self.now = now
        var entropy = SystemRandomNumberGenerator()
        var configuration = WorkerConfiguration(
            worker: WorkerID(entropy.next()),
            label: options.label,
            build: options.build,
            core: NumericCore.identifier,
            canary: Digest(sha256: try NumericCore.canary(options.instructionSet)),
            slots: options.slots,
            prefetch: options.prefetch,
            seed: entropy.next()
        )
        configuration.connectTimeout = options.connectTimeout
        configuration.orphanTimeout = options.orphanTimeout
        configuration.timeLimit = options.timeLimit
        // A dataset is held twice while it is decoded; later once, and as its folds are trained on.
        if let free = UsableMemory.bytes {
            configuration.datasetBytes = min(configuration.datasetBytes, free / 3)
        }
        foldBytes = configuration.datasetBytes
        driver = WorkerDriver(configuration, at: now())
        spool = ReportSpool(folder: options.spoolFolder, limitBytes: options.spoolBytes)
        checked = try Mailbox()
        slots = try TrainingSlots(options.slots, instructionSet: options.instructionSet)
    }

    /// Works until the sweep has ended or the worker was told to leave.
    ///
    /// - Returns: Why it left.
    /// - Throws: ``ZeroMQError`` when the socket cannot be used, ``SpoolError`` when the spool
    ///   cannot be read.
    public func run() throws -> WorkerExit {
        defer {
            slots.quit()
            check?.join()
        }
        while true {
            switch driver.next() {
            case .wait: try readEvents()
            case .connect: try link.connect()
            case .disconnect: link.disconnect()
            case .send(let envelope): try link.send(envelope.encoded())
            case .checkDataset(let digest, let bytes):
                check?.join()
                check = try DatasetCheck(digest, bytes, outcomes: checked)
            case .train(let assignment, let checkpoint, let interval, let slot):
                train(assignment, checkpoint, saveEvery: interval, in: slot)
            case .stopTraining(let id, let slot): slots.post(.stop(id), to: slot)
            case .spool(let report): append(report)
            case .unspool:
                guard let report = try spool.next() else {
                    preconditionFailure("the driver counts what is spooled")
                }
                tell(.unspooled(report))
            case .holdSlots: holdSlots()
            case .releaseSlots: slots.post(.go)
            case .notice(let notice): logger.log(notice)
            case .exit(let reason): return reason
            }
        }
    }

    private func tell(_ event: WorkerEvent) { driver.handle(event, at: now()) }

    // MARK: What has happened

    private func readEvents() throws {
        try link.wait(
            upTo: WorkerDriver.tickInterval,
            alsoFor: [slots.reports.descriptor, checked.descriptor, signals.descriptor]
        )
        let handshake = try link.handshake()
        if handshake == .succeeded { tell(.connected) }
        for _ in 0..<Limits.messagesPerBatch {
            guard let frame = try link.receive() else { break }
            tell(.frame(frame))
        }
        if case .failed(let failure)? = handshake { tell(failure) }
        for report in slots.reports.drain() { tell(.reported(report)) }
        for outcome in checked.drain() { tell(outcome) }
        for _ in signals.drain() { tell(.stop) }
        tell(.tick)
    }

    private func tell(_ failure: HandshakeFailure) {
        if case .refused = failure {
            let reason = "the coordinator does not allow this key (\(failure))"
            tell(.connectionRefused(reason: reason))
        } else {
            tell(.handshakeFailed(reason: "no handshake: \(failure)"))
        }
    }

    private func tell(_ outcome: DatasetCheck.Outcome) {
        switch outcome.dataset {
        case .success(let dataset):
            datasets[outcome.digest] = FoldCache(dataset, limitBytes: foldBytes)
            tell(.datasetAccepted(outcome.digest))
        case .failure(let refusal):
            tell(.datasetRefused(outcome.digest, reason: refusal.reason))
        }
    }

    // MARK: What is to be done

    private func append(_ report: SlotReport) {
        spool.append(report)
        tell(.spooled(isFull: spool.isFull))
    }

    private func holdSlots() {
        slots.post(.hold)
        if let failure = spool.failure { logger.warning("\(failure)") }
        logger.warning("training pauses until the coordinator has stored what was sent")
    }

    private func train(
        _ assignment: Assignment,
        _ checkpoint: [UInt8]?,
        saveEvery: Duration,
        in slot: Int
    ) {
        guard let dataset = datasets[assignment.dataset] else {
            preconditionFailure("the machine trains only on datasets that were accepted")
        }
        let job = TrainingJob(
            assignment: assignment,
            folds: dataset,
            checkpoint: checkpoint,
            saveEvery: saveEvery
        )
        slots.post(.train(job), to: slot)
    }
}

@available(*, unavailable, message: "a worker's loop stays on the thread that runs it")
extension WorkerLoop: Sendable {}
