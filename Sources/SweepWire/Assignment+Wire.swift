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
        self.init(
            attempt: attempt,
            dataset: try Checked.digest(wire.dataset, "assign.dataset"),
            fold: try Checked.integer(wire.fold, in: 0...Limits.folds - 1, "assign.fold"),
            training: TrainingConfiguration(
                try PackShape(of: runs),
                epochs: epochs,
                shuffle: wire.shuffle,
                metrics: try Metric.list(wire.metrics, "assign.metrics")
            ),
            runs: runs,
            checkpoint: wire.hasCheckpoint
                ? try CheckpointReference(wire.checkpoint, of: attempt, epochs: epochs) : nil
        )
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
