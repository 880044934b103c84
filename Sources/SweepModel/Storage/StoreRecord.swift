public import TrainingModel

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
