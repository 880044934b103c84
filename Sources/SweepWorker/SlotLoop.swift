internal import DequeModule
internal import HostSystem
internal import NeuralNet
internal import NeuralNetRuntime
internal import SweepCoordination
internal import SweepModel
internal import TrainingModel

/// The life of one training thread: it takes jobs from its mailbox and reports to the worker's
/// loop.
struct SlotLoop {
    /// How long metrics may wait for company before they are reported.
    private static let reportInterval = Duration.milliseconds(500)

    let instructionSet: InstructionSetName
    let commands: Mailbox<SlotCommand>
    let reports: Mailbox<SlotReport>

    private var jobs: Deque<TrainingJob> = []
    private var current: AttemptID?
    private var isHeld = false
    private var isQuitting = false

    init(
        instructionSet: InstructionSetName,
        commands: Mailbox<SlotCommand>,
        reports: Mailbox<SlotReport>
    ) {
        self.instructionSet = instructionSet
        self.commands = commands
        self.reports = reports
    }

    /// Works until told to quit.
    ///
    /// - Throws: ``HostSystem/HostError`` when waiting fails.
    mutating func run() throws {
        while !isQuitting {
            obey(try commands.drain(waitingUpTo: jobs.isEmpty ? nil : .zero))
            guard let job = jobs.popFirst(), !isQuitting else { continue }
            current = job.id
            do {
                try train(job)
            } catch let error as HostError {
                throw error
            } catch {
                try report(.failed(job.id, reason: "\(error)"))
            }
            current = nil
        }
    }

    private mutating func obey(_ commands: [SlotCommand]) {
        for command in commands {
            switch command {
            case .train(let job): jobs.append(job)
            case .stop(let id):
                jobs.removeAll { $0.id == id }
                if current == id { current = nil }
            case .hold: isHeld = true
            case .go: isHeld = false
            case .quit: isQuitting = true
            }
        }
    }

    /// Whether `job` is still wanted; waits while training is held.
    private mutating func isWanted(_ job: TrainingJob) throws -> Bool {
        obey(commands.drain())
        while isHeld, !isQuitting, current == job.id {
            obey(try commands.drain(waitingUpTo: nil))
        }
        return !isQuitting && current == job.id
    }

    private mutating func train(_ job: TrainingJob) throws {
        let training = job.assignment.training
        try PackDemand(of: job.assignment, on: job.folds).check(against: UsableMemory.bytes)
        let samples = try job.folds.samples(ofFold: job.assignment.fold)
        let trainer = try instructionSet.makePackTrainer(
            dataset: samples.training,
            validation: samples.validation,
            configuration: training,
            runs: job.assignment.runs
        )
        if let checkpoint = job.checkpoint { try trainer.restore(checkpoint) }
        var recorder = EpochRecorder(
            training.metrics,
            runCount: trainer.runs.count,
            firstEpoch: trainer.epoch
        )
        var lastReport = ContinuousClock.now
        var lastSave = lastReport
        while !trainer.isOver {
            guard try isWanted(job) else { return }
            recorder.append(trainer.trainEpoch())
            let now = ContinuousClock.now
            let isSaveDue = now - lastSave >= job.saveEvery
            guard recorder.isFull || isSaveDue || now - lastReport >= Self.reportInterval else {
                continue
            }
            lastReport = now
            try report(.trained(job.id, recorder.take()))
            guard isSaveDue, !trainer.isOver else { continue }
            lastSave = now
            try report(.saved(job.id, epoch: trainer.epoch, bytes: trainer.checkpoint()))
        }
        if !recorder.isEmpty { try report(.trained(job.id, recorder.take())) }
        try report(.finished(job.id, trainer.outcomes, parameters: trainer.parameterBytes))
    }

    /// Posts to the worker's loop, waiting while its mailbox is full.
    private mutating func report(_ report: SlotReport) throws {
        while reports.post(report) == .full {
            obey(try commands.drain(waitingUpTo: .milliseconds(10)))
            guard !isQuitting else { return }
        }
    }
}

/// A command of the worker's loop to a slot.
enum SlotCommand: Sendable {
    /// Train this after the current work.
    case train(TrainingJob)

    /// Forget this attempt.
    case stop(AttemptID)

    /// Wait after the current epoch.
    case hold

    /// Go on.
    case go

    /// Forget everything and end.
    case quit
}

/// An attempt with all that a slot needs to train it.
struct TrainingJob: Sendable {
    let assignment: Assignment
    let folds: FoldCache
    let checkpoint: [UInt8]?
    let saveEvery: Duration

    var id: AttemptID { assignment.attempt }
}

extension PackTrainer {
    /// The parameters of all runs, lane after lane, as little-endian Float.
    var parameterBytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(
            runs.count * configuration.shape.parameterCount * LittleEndian.floatSizeBytes
        )
        for lane in runs.indices { bytes += LittleEndian.bytes(of: parameters(ofLane: lane)) }
        return bytes
    }
}
