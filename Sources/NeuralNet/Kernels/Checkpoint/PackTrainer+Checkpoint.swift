internal import TrainingModel

extension PackTrainer {
    /// The state between two epochs as bytes: a trainer that restores them goes on with the same
    /// bits.
    ///
    /// The format, all numbers little-endian: the magic `MSPK2` and all settings of pack, runs and
    /// datasets as text, the epochs done, then for each run the epochs until it diverged (0: not),
    /// its parameters and its moments as Float bits: the velocities (of Adam the mean gradients)
    /// and, but for SGD, the mean squares. Axes with an id of 9 or more are in the text only where
    /// they are not at their defaults, by name. Generators are not part of it: after so many epochs
    /// they are where a fresh one is after so many outputs; nor are masks of dropout and schedules,
    /// which follow from seed and step. Nor is the first-step flag: checkpoints lie between epochs,
    /// and each has a step.
    ///
    /// Where validation losses choose the epoch, the magic is `MSPK3` and the choice is one of the
    /// settings; each run has the epochs until it diverged or stopped (0: neither) and which of the
    /// two it was (1 or 2; 0: neither). A run that goes on, after the first epoch, has behind its
    /// moments what ``ValidationHistory`` holds: the best epoch, its loss, the lowest loss up to
    /// each of the last epochs; and the parameters of the best epoch. Where the last epoch is
    /// taken, the bytes are those of `MSPK2`, so that what older builds have saved stays usable.
    public func checkpoint() -> [UInt8] {
        var writer = LittleEndianWriter()
        writer.write(fingerprint)
        writer.write(epoch)
        for lane in runs.indices {
            let run = progress[lane]
            writer.write(run.ending.map { $0.epoch + 1 } ?? 0)
            if hasHistory { writer.write(run.ending?.kind.rawValue ?? 0) }
            guard run.ending == nil else {
                writer.write(run.parameters)
                // The moments no longer matter.
                writer.write([Float](repeating: 0, count: momentCount * run.parameters.count))
                continue
            }
            let (group, groupLane) = location(ofLane: lane)
            writer.write(group.parameters(ofLane: groupLane))
            for moments in group.moments(ofLane: groupLane) { writer.write(moments) }
            guard hasHistory, let best = run.history.best else { continue }
            writer.write(best.epoch)
            writer.write(best.loss)
            writer.write(run.history.recentLowest)
            writer.write(run.parameters)
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
        let fingerprint = fingerprint
        guard try reader.readBytes(count: fingerprint.count) == fingerprint else {
            throw CheckpointError(.otherPack, "the checkpoint is not one of this pack")
        }
        let epoch = try reader.readInt(in: 0...configuration.epochs)
        let lanes = try runs.map { _ in try lane(afterEpochs: epoch, from: &reader) }
        try reader.expectEnd()
        resume(epoch: epoch, lanes: lanes)
    }

    /// Reads the state of the next run.
    private func lane(
        afterEpochs epoch: Int,
        from reader: inout LittleEndianReader
    ) throws -> RestoredLane {
        let count = configuration.shape.parameterCount
        let ending = try ending(afterEpochs: epoch, from: &reader)
        let parameters = try reader.readFloats(count: count)
        let moments = try (0..<momentCount).map { _ in try reader.readFloats(count: count) }
        // A run whose mean of squares is not a number has diverged in the same step.
        guard ending != nil || moments.dropFirst().allSatisfy({ $0.allSatisfy { $0 >= 0 } }) else {
            throw CheckpointError(.outOfRange, "a mean of squares in the checkpoint is below 0")
        }
        var progress = RunProgress(configuration.choice)
        if let ending {
            progress = RunProgress(configuration.choice, ending: ending, parameters: parameters)
        } else if hasHistory, epoch > 0 {
            let best = (
                epoch: try reader.readInt(in: 0...epoch - 1), loss: try reader.readFloat()
            )
            let recentCount = ValidationHistory.recentCount(
                configuration.choice,
                epochCount: epoch
            )
            let history = ValidationHistory(
                configuration.choice,
                epochCount: epoch,
                best: best,
                recentLowest: try reader.readFloats(count: recentCount)
            )
            guard let history else {
                throw CheckpointError(
                    .outOfRange,
                    "the checkpoint's validation losses are none of a run that goes on"
                )
            }
            progress = RunProgress(history, parameters: try reader.readFloats(count: count))
        }
        return RestoredLane(progress: progress, parameters: parameters, moments: moments)
    }

    private func ending(
        afterEpochs epoch: Int,
        from reader: inout LittleEndianReader
    ) throws -> RunEnding? {
        let end = try reader.readInt(in: 0...epoch)
        guard hasHistory else {
            return end == 0 ? nil : RunEnding(kind: .diverged, epoch: end - 1)
        }
        let kind = RunEnding.Kind(rawValue: try reader.readInt(in: 0...2))
        let patience = configuration.choice.stopping?.patience ?? .max
        guard (end > 0) == (kind != nil), kind != .stopped || end > patience else {
            throw CheckpointError(.outOfRange, "no run of the checkpoint's pack ends so")
        }
        return kind.map { RunEnding(kind: $0, epoch: end - 1) }
    }
}

extension PackTrainer {
    /// The numbers that the optimizer keeps of each parameter.
    private var momentCount: Int { configuration.pack.setting.optimizer.momentCount }

    /// Whether each run has a history of validation losses.
    private var hasHistory: Bool { configuration.choice.isByValidation }

    /// What distinguishes packs, as bytes with the magic in front.
    private var fingerprint: [UInt8] {
        // A number as text has all its digits, so equal texts are equal bits.
        let choice =
            switch configuration.choice {
            case .final: "MSPK2"
            case .best: "MSPK3 best"
            case .stop(let rule): "MSPK3 stop \(rule.patience) \(rule.minimumDelta)"
            }
        var text = "\(choice) \(configuration.epochs) \(configuration.shuffle)"
        let dataset = training.dataset
        text += " \(dataset.count) \(dataset.width) \(dataset.classCount)"
        // Runs may stop because of them, so a pack with them is another pack than one without.
        if let validation { text += " \(validation.dataset.count)" }
        for run in runs {
            let values = Self.firstAxes.map { $0.text(of: run.setting) }.joined(separator: " ")
            text += "\n\(values) \(run.seed) \(run.generatorOffset)"
            for axis in Axis.all.dropFirst(Self.firstAxes.count) {
                let setting = axis.scope == .pack ? configuration.pack.setting : run.setting
                guard setting[axis] != axis.defaultValue else { continue }
                text += " \(axis.name)=\(axis.text(of: setting))"
            }
        }
        return Array("\(text)\n".utf8)
    }

    /// The axes that there were when checkpoints became what they are.
    private static let firstAxes = Axis.all.prefix { $0.id <= Axis.labelSmoothing.id }

    private func resume(epoch: Int, lanes: [RestoredLane]) {
        self.epoch = epoch
        for (lane, restored) in lanes.enumerated() {
            generators[lane] = generator(ofLane: lane, afterEpochs: epoch)
            progress[lane] = restored.progress
            guard restored.progress.ending == nil else {
                retire(lane)
                continue
            }
            let (group, groupLane) = location(ofLane: lane)
            group.load(
                parameters: restored.parameters,
                moments: restored.moments,
                intoLane: groupLane
            )
        }
    }

    /// The generator of a run as it is after `epochs` epochs.
    private func generator(ofLane lane: Int, afterEpochs epochs: Int) -> MersenneTwister {
        var generator = runs[lane].makeGenerator()
        generator.skip(
            configuration.generatorOutputs(runs[lane].setting.initialization, epochCount: epochs)
        )
        return generator
    }
}

/// The state of one run in a checkpoint.
struct RestoredLane {
    /// What is kept of it beside its lane.
    let progress: RunProgress

    /// The parameters in PyTorch's flat order.
    let parameters: [Float]

    /// The velocities and mean squares, in the order of the parameters.
    let moments: [[Float]]
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
