internal import SweepModel
internal import TrainingModel

extension RunOutcome? {
    /// The outcome in one word, as the data files spell it.
    var name: String {
        switch self {
        case .finished: "finished"
        case .diverged: "diverged"
        case .failed: "failed"
        case nil: "open"
        }
    }

    /// The epoch in which the run diverged, if it did.
    var divergedEpoch: Int? {
        if case .diverged(let epoch) = self { epoch } else { nil }
    }
}

extension RunResult {
    /// The epochs that have a row in the data files.
    ///
    /// The epoch in which a run diverged is the last one, whatever stands behind it.
    var recordedEpochCount: Int {
        guard let epoch = outcome.divergedEpoch else { return curve.epochCount }
        return min(curve.epochCount, epoch + 1)
    }
}
