internal import Digest
public import HostSystem
public import Logging
internal import NeuralNet
internal import NeuralNetRuntime
internal import SweepAccess
public import SweepCore
internal import SweepModel
internal import SweepWire
internal import TrainingModel
public import ZeroMQ

/// Runs a ``SweepCore/WorkerMachine`` over a real socket and real training threads.
///
/// It decides nothing: it turns messages, reports, signals and time into inputs and does what the
/// machine says. Everything happens on the thread that calls ``run()``, but for the training
/// itself.
public final class WorkerLoop {
    /// How often the machine sees the time pass.
    private static let tickInterval = Duration.milliseconds(100)

    private let options: WorkerOptions
    private let context: Context
    private let signals: SignalWatch
    private let logger: Logger
    private let clock = MonotonicClock()
    private let reports: Mailbox<WorkerInput>
    private var slots: [TrainingSlot] = []
    private var machine: WorkerMachine
    private var connection: WorkerConnection?
    private var datasets: [Digest: Dataset] = [:]
    private let checked: Mailbox<DatasetCheck.Outcome>
    private var check: DatasetCheck?
    private let spool: ReportSpool
    private var areSlotsHeld = false
    private var exit: WorkerExit?

    /// Prepares a worker: starts its threads and trains the canary.
    ///
    /// - Parameters:
    ///   - options: Where to connect and what to train with.
    ///   - context: The process's ZeroMQ context.
    ///   - signals: What asks for a stop, watched since before any thread was started.
    ///   - logger: Where notices go.
    /// - Throws: ``HostSystem/HostError`` when the system has no thread or descriptor left.
    public init(
        options: WorkerOptions,
        context: Context,
        signals: SignalWatch,
        logger: Logger
    ) throws {
        self.options = options
        self.context = context
        self.signals = signals
        self.logger = logger
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
        machine = WorkerMachine(configuration, at: clock.now)
        spool = ReportSpool(folder: options.spoolFolder, limitBytes: options.spoolBytes)
        reports = try Mailbox()
        checked = try Mailbox()
        slots = try TrainingSlot.start(
            options.slots,
            instructionSet: options.instructionSet,
            reports: reports
        )
    }

    /// Works until the sweep has ended or the worker was told to leave.
    ///
    /// - Returns: Why it left.
    /// - Throws: ``ZeroMQError`` when the socket cannot be used.
    public func run() throws -> WorkerExit {
        defer {
            for slot in slots { slot.quit() }
            check?.join()
        }
        try perform(machine.handle(.start, at: clock.now))
        while true {
            if let exit { return exit }
            try wait()
            try readMessages()
            try readEvents()
            for report in reports.drain() { try take(report) }
            for outcome in checked.drain() { try take(outcome) }
            try handleSpooled()
            for signal in signals.drain() { try obey(signal) }
            try handle(.tick)
        }
    }

    private func wait() throws {
        var poller = Poller()
        poller.add(descriptor: reports.descriptor)
        poller.add(descriptor: checked.descriptor)
        poller.add(descriptor: signals.descriptor)
        connection?.add(to: &poller, whenWritable: machine.isWaitingForConnection)
        try poller.wait(upTo: Self.tickInterval)
        guard machine.isWaitingForConnection, let connection, connection.isWritable(in: poller)
        else { return }
        try handle(.connected)
    }

    private func readMessages() throws {
        for _ in 0..<Limits.messagesPerBatch {
            guard let connection, let frame = try connection.receive() else { return }
            do {
                let envelope = try CoordinatorEnvelope(decoding: frame)
                try handle(.message(envelope))
            } catch let error as WireError {
                logger.warning("the coordinator sent something unreadable: \(error)")
            }
        }
    }

    private func readEvents() throws {
        guard case .failed(let failure)? = try connection?.handshake() else { return }
        if case .refused = failure {
            let reason = "the coordinator does not allow this key (\(failure))"
            try handle(.connectionRefused(reason: reason))
        } else {
            try handle(.handshakeFailed(reason: "no handshake: \(failure)"))
        }
    }

    private func handle(_ input: WorkerInput) throws {
        try perform(machine.handle(input, at: clock.now))
    }

    /// Hands a report to the machine, or to the spool while the machine has no room.
    private func take(_ report: WorkerInput) throws {
        guard machine.isHolding || !spool.isEmpty else { return try handleReport(report) }
        spool.append(report)
        holdSlotsIfSpoolIsFull()
    }

    /// Hands over what was spooled, as far as there is room now.
    private func handleSpooled() throws {
        while !machine.isHolding, let report = try spool.next() { try handleReport(report) }
        guard areSlotsHeld, !machine.isHolding else { return }
        areSlotsHeld = false
        for slot in slots { slot.post(.go) }
    }

    private func holdSlotsIfSpoolIsFull() {
        guard spool.isFull, !areSlotsHeld else { return }
        areSlotsHeld = true
        for slot in slots { slot.post(.hold) }
        if let failure = spool.failure { logger.warning("\(failure)") }
        logger.warning("training waits until the coordinator has stored what was sent")
    }

    private func handleReport(_ input: WorkerInput) throws {
        switch input {
        case .finished(let id, _, _), .failed(let id, _): free(id)
        default: break
        }
        try handle(input)
    }

    private func free(_ id: AttemptID) {
        for index in slots.indices where slots[index].attempt == id { slots[index].attempt = nil }
    }

    /// Stops gently; the watch ends the process when there is a second signal.
    private func obey(_ signal: ProcessSignal) throws {
        logger.notice("stopping: unfinished packs are given back; a second signal ends at once")
        try handle(.stop)
    }

    private func perform(_ effects: [WorkerEffect]) throws {
        for effect in effects { try perform(effect) }
    }

    private func perform(_ effect: WorkerEffect) throws {
        switch effect {
        case .connect:
            connection = try WorkerConnection(
                to: options.endpoint,
                security: options.security,
                in: context
            )
        case .disconnect: connection = nil
        case .send(let envelope): try connection?.send(envelope.encoded())
        case .checkDataset(let digest, let bytes): try startCheck(of: digest, bytes)
        case .train(let assignment, let checkpoint, let interval):
            train(assignment, checkpoint, saveEvery: interval)
        case .stopTraining(let id):
            for slot in slots where slot.attempt == id { slot.post(.stop(id)) }
            free(id)
        case .holdTraining:
            logger.notice("the coordinator is behind: what is trained waits on disk")
            holdSlotsIfSpoolIsFull()
        case .continueTraining: break  // What was spooled is handed over in the same turn.
        case .notice(let notice): logger.log(notice)
        case .exit(let reason): exit = reason
        }
    }

    private func startCheck(of digest: Digest, _ bytes: [UInt8]) throws {
        check?.join()
        check = try DatasetCheck(digest, bytes, outcomes: checked)
    }

    private func take(_ outcome: DatasetCheck.Outcome) throws {
        switch outcome.dataset {
        case .success(let dataset):
            datasets[outcome.digest] = dataset
            try handle(.datasetAccepted(outcome.digest))
        case .failure(let refusal):
            try handle(.datasetRefused(outcome.digest, reason: refusal.reason))
        }
    }

    private func train(_ assignment: Assignment, _ checkpoint: [UInt8]?, saveEvery: Duration) {
        guard let dataset = datasets[assignment.dataset] else {
            preconditionFailure("the machine trains only on datasets that were accepted")
        }
        guard let index = slots.firstIndex(where: { $0.attempt == nil }) else {
            preconditionFailure("the machine trains only in free slots")
        }
        slots[index].attempt = assignment.attempt
        slots[index].post(
            .train(
                TrainingJob(
                    assignment: assignment,
                    dataset: dataset,
                    checkpoint: checkpoint,
                    saveEvery: saveEvery
                )
            )
        )
    }
}

@available(*, unavailable, message: "a worker's loop stays on the thread that runs it")
extension WorkerLoop: Sendable {}
