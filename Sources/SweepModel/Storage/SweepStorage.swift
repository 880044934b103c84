public import TrainingModel

/// What a coordinator stores its sweep in: everything it has to know after a crash.
///
/// `SweepStore` is the real one; the simulation and the tests have models of it that keep the same
/// contract, which one suite of tests holds all of them to.
public protocol SweepStorage: AnyObject {
    /// The sweep as it is stored.
    ///
    /// - Parameter choice: Where it stops runs, the validation losses of open packs are read.
    /// - Returns: What a restarted coordinator goes on from.
    /// - Throws: An error that ends the process when it cannot be read.
    func recover(for choice: EpochChoice) throws -> RecoveredSweep

    /// Stores all of `records` or none of them, durably, before it returns.
    ///
    /// The same epochs or parts again are ignored; other bits for them become an anomaly.
    ///
    /// - Throws: An error that ends the process; only what was stored before is certain then.
    func commit(_ records: [StoreRecord]) throws -> CommitOutcome

    /// The stored bytes of a checkpoint or of trained parameters from `offset` to the end of the
    /// part in which it lies, or `nil` if they are not stored.
    ///
    /// - Throws: An error that ends the process when they cannot be read.
    func part(of name: BlobName, offset: Int) throws -> BlobPart?
}

extension SweepStorage {
    /// The sweep as it is stored, where no rule stops runs.
    ///
    /// - Throws: An error that ends the process when it cannot be read.
    public func recover() throws -> RecoveredSweep { try recover(for: .final) }
}

/// The outcome of a batch of records.
public enum CommitOutcome: Hashable, Sendable {
    /// All of it is on the disk; `anomalies` are the contradictions that were found and recorded.
    case committed(anomalies: [Anomaly])

    /// The disk is full: nothing of the batch is stored and the same batch may be tried again.
    case full
}

/// One fact that the coordinator commits before it acts on it.
public enum StoreRecord: Hashable, Sendable {
    /// The coordinator was started.
    case started(Incarnation)

    /// A pack was cut from the plan.
    case pack(PackID, RunRange)

    /// A pack was leased to the worker labelled `worker`.
    case attempt(AttemptID, worker: String, base: CheckpointReference?)

    /// A lease ended without a result.
    case attemptEnded(AttemptID, AttemptEnd)

    /// A lease that had ended as lost runs again: its worker came back with it.
    case attemptRevived(AttemptID)

    /// Epochs of an attempt; the same epochs again are ignored, other bits for them are an anomaly.
    case epochs(AttemptID, EpochBlock)

    /// A part of a checkpoint or of trained parameters.
    case part(BlobPart)

    /// The attempt won its pack: one outcome for each lane.
    case result(AttemptID, [RunOutcome])

    /// The pack's runs were cut into other packs: in two to find the run that cannot be trained, or
    /// anew to give failed runs another chance.
    case split(PackID)

    /// All runs of the pack failed.
    case failed(PackID, reason: String)

    /// Something that must not happen.
    case anomaly(Anomaly)

    /// The sweep's state changed.
    case state(SweepState)

    /// The user asked the worker to leave; the same again is ignored.
    case drained(WorkerID)
}

/// How a lease ended without a result.
public enum AttemptEnd: String, Hashable, Sendable, CaseIterable {
    /// Its worker sent nothing for a whole lease.
    case lost

    /// Its worker connected again without it.
    case forgotten

    /// It made no progress.
    case stalled

    /// Its worker gave it back unstarted.
    case released

    /// Its worker could not train it.
    case refused

    /// Its pack was finished by another attempt or cancelled.
    case cancelled
}
