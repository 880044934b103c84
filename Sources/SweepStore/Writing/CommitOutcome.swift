public import SweepModel

/// What became of a batch of records.
public enum CommitOutcome: Hashable, Sendable {
    /// All of it is on the disk; `anomalies` are the contradictions that were found and recorded.
    case committed(anomalies: [Anomaly])

    /// The disk is full: nothing of the batch is stored and the same batch may be tried again.
    case full
}
