extension PackTrainer {
    /// The state between two epochs as bytes: a trainer that restores them goes on with the same
    /// bits.
    ///
    /// The format, all numbers little-endian: the magic `MSPK1`, all settings
    /// of pack and dataset, the epochs done, then for each run the epochs until it
    /// diverged (0: not), its parameters and its velocities as Float bits. Generators are not part
    /// of it: after so many epochs they are where a fresh one is after so many outputs. Nor is the
    /// first-step flag: checkpoints lie between epochs, and each has a step.
    public func checkpoint() -> [UInt8] {
        var writer = CheckpointWriter()
        writer.write(fingerprint)
        writer.write(epoch)
        for lane in runs.indices {
            writer.write(retiredLanes[lane].map { $0.epoch + 1 } ?? 0)
            writer.write(parameters(ofLane: lane))
            writer.write(velocities(ofLane: lane))
        }
        return writer.bytes
    }

    /// Goes back to a state that ``checkpoint()`` gave.
    ///
    /// - Parameter bytes: The checkpoint, from anywhere: it may hold anything.
    /// - Throws: ``CheckpointError`` when the bytes are not a checkpoint of a pack with this
    ///   dataset, configuration and runs; the trainer is then as before.
    public func restore(_ bytes: [UInt8]) throws {
        var reader = CheckpointReader(bytes)
        let count = configuration.shape.parameterCount
        let fingerprint = fingerprint
        guard try reader.readBytes(count: fingerprint.count) == fingerprint else {
            throw CheckpointError(.otherPack, "the checkpoint is not one of this pack")
        }
        let epoch = try reader.readNumber(in: 0...configuration.epochs)
        var lanes: [RestoredLane] = []
        for _ in runs {
            lanes.append(
                RestoredLane(
                    epochsToDivergence: try reader.readNumber(in: 0...epoch),
                    parameters: try reader.readFloats(count: count),
                    velocities: try reader.readFloats(count: count)
                )
            )
        }
        try reader.expectEnd()
        resume(epoch: epoch, lanes: lanes)
    }
}

extension PackTrainer {
    /// The velocities of one run; those of a diverged one no longer matter and are zero.
    private func velocities(ofLane lane: Int) -> [Float] {
        guard retiredLanes[lane] == nil else {
            return Array(repeating: 0, count: configuration.shape.parameterCount)
        }
        let (group, place) = place(ofLane: lane)
        return group.velocities(ofLane: place)
    }

    /// What tells one pack from another, as bytes with the magic in front.
    private var fingerprint: [UInt8] {
        var writer = CheckpointWriter()
        writer.write(Array("MSPK1".utf8))
        let layers = configuration.shape.layers
        let numbers = [configuration.batch, configuration.epochs, configuration.shuffle ? 1 : 0]
        let sizes = [dataset.count, dataset.width, dataset.classCount, runs.count, layers.count]
        for number in numbers + sizes + layers { writer.write(number) }
        for run in runs {
            for setting in [run.momentum, run.learningRate, run.dampening, run.weightDecay] {
                writer.write(setting)
            }
            writer.write(run.nesterov ? 1 : 0)
            writer.write(run.seed)
            writer.write(run.generatorOffset)
        }
        return writer.bytes
    }

    private func resume(epoch: Int, lanes: [RestoredLane]) {
        self.epoch = epoch
        for (lane, restored) in lanes.enumerated() {
            generators[lane] = generator(ofLane: lane, afterEpochs: epoch)
            let (group, place) = place(ofLane: lane)
            guard restored.epochsToDivergence == 0 else {
                retire(
                    lane,
                    RetiredLane(
                        epoch: restored.epochsToDivergence - 1,
                        parameters: restored.parameters
                    )
                )
                continue
            }
            retiredLanes[lane] = nil
            group.load(
                parameters: restored.parameters,
                velocities: restored.velocities,
                intoLane: place
            )
        }
    }

    /// The generator of a run as it is after `epochs` epochs.
    private func generator(ofLane lane: Int, afterEpochs epochs: Int) -> MersenneTwister {
        var generator = runs[lane].makeGenerator()
        let outputsPerEpoch = configuration.shuffle ? 4 : 2
        generator.skip(configuration.shape.parameterCount + outputsPerEpoch * epochs)
        return generator
    }
}
