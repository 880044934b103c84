internal import Digest
internal import FoundationEssentials
internal import SweepModel
internal import TrainingModel

extension WireAssign {
    /// Writes an assignment.
    init(_ assignment: Assignment) {
        attempt = WireAttempt(assignment.attempt)
        dataset = Data(assignment.dataset.bytes)
        fold = UInt32(assignment.fold)
        epochs = UInt32(assignment.training.epochs)
        shuffle = assignment.training.shuffle
        metrics = assignment.training.metrics.map { UInt32($0.id) }
        values = Axis.all.compactMap { WireAssign.AxisValues($0, of: assignment.runs) }
        seeds = assignment.runs.map(\.seed)
        if assignment.runs.contains(where: { $0.generatorOffset != 0 }) {
            generatorOffsets = assignment.runs.map(\.generatorOffset)
        }
        if assignment.training.choice.isByValidation {
            best = WireAssign.Best(assignment.training.choice.stopping)
        }
        if let reference = assignment.checkpoint {
            checkpoint.attempt = WireAttempt(reference.attempt)
            checkpoint.epoch = UInt32(reference.epoch)
            checkpoint.totalBytes = UInt64(reference.totalBytes)
        }
    }
}

extension Assignment {
    /// Reads an assignment.
    ///
    /// - Throws: ``WireError`` naming the first faulty field.
    init(_ wire: WireAssign) throws(WireError) {
        let attempt = try AttemptID(wire.attempt, "assign.attempt")
        let epochs = try Checked.integer(wire.epochs, in: 1...Limits.epochs, "assign.epochs")
        let runs = try RunConfiguration.list(wire)
        let metrics = try Metric.list(wire.metrics, "assign.metrics")
        self.init(
            attempt: attempt,
            dataset: try Checked.digest(wire.dataset, "assign.dataset"),
            fold: try Checked.integer(wire.fold, in: 0...Limits.folds - 1, "assign.fold"),
            training: TrainingConfiguration(
                try PackShape(of: runs),
                epochs: epochs,
                shuffle: wire.shuffle,
                metrics: metrics,
                choice: wire.hasBest ? try EpochChoice(wire.best, from: metrics) : .final
            ),
            runs: runs,
            checkpoint: wire.hasCheckpoint
                ? try CheckpointReference(wire.checkpoint, of: attempt, epochs: epochs) : nil
        )
    }
}

extension WireAssign.Best {
    /// Writes a choice by validation losses, with the rule by which runs stop if there is one.
    fileprivate init(_ rule: EarlyStopping?) {
        guard let rule else { return }
        patience = UInt32(rule.patience)
        minDelta = rule.minimumDelta
    }
}

extension EpochChoice {
    /// Reads a choice by validation losses.
    ///
    /// - Throws: ``WireError`` naming the field that is out of its range, or the metrics if no
    ///   validation loss is among them.
    fileprivate init(_ wire: WireAssign.Best, from metrics: [Metric]) throws(WireError) {
        guard metrics.contains(.validationLoss) else {
            throw WireError(
                .range,
                "assign.best",
                "goes by \(Metric.validationLoss.name), which is not among the metrics"
            )
        }
        let name = "assign.best.patience"
        let patience = try Checked.integer(wire.patience, in: 0...Limits.patience, name)
        let minimumDelta = try Checked.number(wire.minDelta, in: 0..., "assign.best.min_delta")
        guard patience > 0 else {
            guard minimumDelta == 0 else {
                throw WireError(.range, name, "is 0, allowed is from 1 on with a min_delta")
            }
            self = .best
            return
        }
        self = .stop(EarlyStopping(patience: patience, minimumDelta: minimumDelta))
    }
}

extension PackShape {
    /// What `runs` have in common.
    ///
    /// - Throws: ``WireError`` when the trained parameters of all lanes would not fit a blob.
    fileprivate init(of runs: [RunConfiguration]) throws(WireError) {
        self.init(runs[0].setting)
        // No overflow: at most 63 layers of 65 537 · 65 536 parameters, and 16 lanes of them.
        let sizeBytes = parameterCount * runs.count * MemoryLayout<Float>.size
        guard sizeBytes <= Limits.blobSizeBytes else {
            throw WireError(
                .range,
                "assign.layers",
                "have \(sizeBytes) bytes of parameters, allowed is 0...\(Limits.blobSizeBytes)"
            )
        }
    }
}

extension CheckpointReference {
    /// Reads the state that `attempt` goes on from.
    ///
    /// - Throws: ``WireError`` unless an earlier attempt of the same pack left it.
    fileprivate init(
        _ wire: WireAssign.Checkpoint,
        of attempt: AttemptID,
        epochs: Int
    ) throws(WireError) {
        let origin = try AttemptID(wire.attempt, "assign.checkpoint.attempt")
        guard origin.pack == attempt.pack, origin.number < attempt.number else {
            throw WireError(
                .range,
                "assign.checkpoint.attempt",
                "is \(origin), allowed are earlier attempts than \(attempt)"
            )
        }
        self.init(
            attempt: origin,
            epoch: try Checked.integer(wire.epoch, in: 1...epochs, "assign.checkpoint.epoch"),
            totalBytes: try Checked.integer(
                wire.totalBytes,
                in: 1...Limits.blobSizeBytes,
                "assign.checkpoint.total_bytes"
            )
        )
    }
}
