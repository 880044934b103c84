internal import SweepModel
internal import TrainingModel

extension WireResult.Outcome {
    /// Writes how a run ended.
    init(_ outcome: RunOutcome) {
        switch outcome {
        case .finished: finished = WireResult.Outcome.Finished()
        case .diverged(let epoch): diverged.epoch = UInt32(epoch)
        case .failed(let reason): failed.reason = reason.cut(toBytes: Limits.textSizeBytes)
        }
    }
}

extension RunOutcome {
    /// Reads how a run ended.
    ///
    /// - Throws: ``WireError`` for an absent outcome, an impossible epoch or a long reason.
    init(_ wire: WireResult.Outcome) throws(WireError) {
        switch wire.outcome {
        case .finished: self = .finished
        case .diverged(let diverged):
            self = .diverged(
                epoch: try Checked.integer(
                    diverged.epoch,
                    in: 0...Limits.epochs - 1,
                    "diverged.epoch"
                )
            )
        case .failed(let failed):
            self = .failed(
                reason: try Checked.text(failed.reason, isRequired: false, "failed.reason")
            )
        case nil:
            throw WireError(
                .missing,
                "outcome",
                "is absent or unknown, allowed are finished, diverged and failed"
            )
        }
    }
}
