internal import TrainingModel

extension PackTrainer {
    /// The state between two epochs as bytes: a trainer that restores them goes on with the same
    /// bits.
    ///
    /// The format, all numbers little-endian: the magic `MSPK2` and all settings of pack, runs and
    /// datasets as text, the epochs done, then for each run the epochs until it
    /// diverged (0: not), its parameters and its velocities as Float bits. Generators are not part
    /// of it: after so many epochs they are where a fresh one is after so many outputs. Nor is the
    /// first-step flag: checkpoints lie between epochs, and each has a step.
    public func checkpoint() -> [UInt8] {
        var writer = LittleEndianWriter()
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
        do {
            try restore(LittleEndianReader(bytes))
        } catch let error as LittleEndianError {
            throw CheckpointError(error)
        }
    }

    private func restore(_ checkpoint: LittleEndianReader) throws {
        var reader = checkpoint
        let count = configuration.shape.parameterCount
        let fingerprint = fingerprint
        guard try reader.readBytes(count: fingerprint.count) == fingerprint else {
            throw CheckpointError(.otherPack, "the checkpoint is not one of this pack")
        }
        let epoch = try reader.readInt(in: 0...configuration.epochs)
        var lanes: [RestoredLane] = []
        for _ in runs {
            lanes.append(
                RestoredLane(
                    epochsToDivergence: try reader.readInt(in: 0...epoch),
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
        let (group, groupLane) = location(ofLane: lane)
        return group.velocities(ofLane: groupLane)
    }

    /// What distinguishes packs, as bytes with the magic in front.
    private var fingerprint: [UInt8] {
        var text = "MSPK2 \(configuration.epochs) \(configuration.shuffle)"
        let dataset = training.dataset
        text += " \(dataset.count) \(dataset.width) \(dataset.classCount)"
        // Runs may stop because of them, so a pack with them is another pack than one without.
        if let validation { text += " \(validation.dataset.count)" }
        for run in runs {
            // A number as text has all its digits, so equal texts are equal bits.
            let values = Axis.all.map { $0.text(of: run.setting) }.joined(separator: " ")
            text += "\n\(values) \(run.seed) \(run.generatorOffset)"
        }
        return Array("\(text)\n".utf8)
    }

    private func resume(epoch: Int, lanes: [RestoredLane]) {
        self.epoch = epoch
        for (lane, restored) in lanes.enumerated() {
            generators[lane] = generator(ofLane: lane, afterEpochs: epoch)
            let (group, groupLane) = location(ofLane: lane)
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
                intoLane: groupLane
            )
        }
    }

    /// The generator of a run as it is after `epochs` epochs.
    private func generator(ofLane lane: Int, afterEpochs epochs: Int) -> MersenneTwister {
        var generator = runs[lane].makeGenerator()
        generator.skip(
            configuration.shape.parameterCount + configuration.generatorOutputsPerEpoch * epochs
        )
        return generator
    }
}

/// The state of one run in a checkpoint.
struct RestoredLane {
    /// The epochs that the run had trained when it diverged, with the last one; 0 if it did not.
    let epochsToDivergence: Int

    /// The parameters in PyTorch's flat order.
    let parameters: [Float]

    /// The velocities, in the order of the parameters.
    let velocities: [Float]
}

/// Why bytes are not a checkpoint of a pack.
public struct CheckpointError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of failure.
    public enum Code: Hashable, Sendable {
        /// The bytes end too early.
        case truncated

        /// The checkpoint is of another pack, another format or something else.
        case otherPack

        /// A number is not in its range.
        case outOfRange

        /// Bytes follow the end.
        case trailing
    }

    /// The kind of failure.
    public let code: Code

    /// What was found and what belongs there.
    public let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// Says what was wrong with the bytes.
    init(_ error: LittleEndianError) {
        let code: Code =
            switch error.code {
            case .truncated: .truncated
            case .outOfRange: .outOfRange
            case .trailing: .trailing
            }
        self.init(code, "the checkpoint cannot be read: \(error)")
    }

    /// The message.
    public var description: String { message }
}
