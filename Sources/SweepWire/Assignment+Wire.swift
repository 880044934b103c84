internal import Digest
internal import FoundationEssentials
internal import SweepModel

extension WireAssign {
    /// Writes an assignment.
    init(_ assignment: Assignment) {
        attempt = WireAttempt(assignment.attempt)
        dataset = Data(assignment.dataset.bytes)
        layers = assignment.shape.layers.map(UInt32.init)
        batch = UInt32(assignment.shape.batch)
        epochs = UInt32(assignment.epochs)
        shuffle = assignment.shuffle
        runs = assignment.runs.map(WireAssign.Run.init)
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
        self.init(
            attempt: attempt,
            dataset: try Checked.digest(wire.dataset, "assign.dataset"),
            shape: try PackShape(wire),
            epochs: epochs,
            shuffle: wire.shuffle,
            runs: try Checked.list(
                wire.runs,
                count: 1...Limits.runsPerPack,
                "assign.runs",
                RunAssignment.init
            ),
            checkpoint: wire.hasCheckpoint
                ? try CheckpointReference(wire.checkpoint, of: attempt, epochs: epochs) : nil
        )
    }
}

extension PackShape {
    /// Reads what the runs of an assignment have in common.
    ///
    /// - Throws: ``WireError`` when the trained parameters of all lanes would not fit a blob.
    fileprivate init(_ wire: WireAssign) throws(WireError) {
        self.init(
            layers: try Checked.list(wire.layers, count: 2...Limits.layers, "assign.layers") {
                (units) throws(WireError) in
                try Checked.integer(units, in: 1...Limits.units, "units")
            },
            batch: try Checked.integer(wire.batch, in: 1...Limits.batch, "assign.batch")
        )
        // No overflow: at most 63 layers of 65 537 · 65 536 parameters, and 16 lanes of them.
        let lanes = min(wire.runs.count, Limits.runsPerPack)
        let sizeBytes = parameterCount * lanes * MemoryLayout<Float>.size
        guard sizeBytes <= Limits.blobSizeBytes else {
            throw WireError(
                .range,
                "assign.layers",
                "have \(sizeBytes) bytes of parameters, allowed is 0...\(Limits.blobSizeBytes)"
            )
        }
    }
}

extension WireAssign.Run {
    /// Writes one lane's values.
    fileprivate init(_ run: RunAssignment) {
        momentum = run.momentum
        learningRate = run.learningRate
        nesterov = run.nesterov
        dampening = run.dampening
        weightDecay = run.weightDecay
        seed = run.seed
        generatorOffset = run.generatorOffset
    }
}

extension RunAssignment {
    /// Reads one lane's values.
    ///
    /// - Throws: ``WireError`` for a hyper-parameter that SGD does not take.
    fileprivate init(_ wire: WireAssign.Run) throws(WireError) {
        let dampening = try Checked.number(wire.dampening, in: 0...1, "dampening")
        guard !wire.nesterov || dampening == 0 else {
            throw WireError(.range, "dampening", "is \(dampening), allowed with nesterov is 0")
        }
        self.init(
            momentum: try Checked.number(wire.momentum, in: 0..<1, "momentum"),
            learningRate: try Checked.number(
                wire.learningRate,
                in: Double.leastNonzeroMagnitude...,
                "learning_rate"
            ),
            nesterov: wire.nesterov,
            dampening: dampening,
            weightDecay: try Checked.number(wire.weightDecay, in: 0..., "weight_decay"),
            seed: wire.seed,
            generatorOffset: UInt64(
                try Checked.integer(wire.generatorOffset, in: 0...Int.max, "generator_offset")
            )
        )
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
