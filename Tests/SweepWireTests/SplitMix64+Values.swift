internal import Digest
internal import SweepModel
internal import SweepTesting
internal import TrainingModel

extension SplitMix64 {
    /// A random text of one to four bytes a character.
    mutating func text(_ counts: ClosedRange<Int> = 1...40) -> String {
        String(list(counts) { $0.element(of: Array("aZ0 -/\n\tßµ→🌀\u{202E}")) })
    }

    /// A random attempt.
    mutating func attempt() -> AttemptID {
        AttemptID(
            pack: PackID(UInt64(integer(1...Int.max))),
            number: AttemptNumber(UInt32(integer(1...Int(Int32.max))))
        )
    }

    /// A random digest.
    mutating func digest() -> Digest {
        guard let digest = Digest(bytes: bytes(count: Digest.byteCount)) else {
            preconditionFailure("a digest has \(Digest.byteCount) bytes")
        }
        return digest
    }

    /// A random inventory.
    mutating func inventory() -> [InventoryLine] {
        list(0...20) { generator in
            InventoryLine(
                attempt: generator.attempt(),
                state: generator.element(of: InventoryLine.State.allCases),
                epoch: generator.integer(0...Limits.epochs)
            )
        }
    }

    /// A random introduction.
    mutating func hello() -> Hello {
        let oldest = integer(1...9)
        let slots = integer(0...Limits.creditsPerWorker)
        return Hello(
            versions: oldest...oldest + integer(0...9),
            worker: WorkerID(next() | 1),
            label: text(),
            build: text(),
            core: text(),
            canary: digest(),
            slots: slots,
            prefetch: integer(0...Limits.creditsPerWorker - slots),
            inventory: inventory()
        )
    }

    /// A random block of any bits, signalling NaN among them.
    mutating func block() -> EpochBlock {
        let epochCount = integer(1...12)
        let runCount = integer(1...Limits.runsPerPack)
        let valueCount = runCount * Metric.standard.count * epochCount
        return EpochBlock(
            metrics: Metric.standard,
            firstEpoch: integer(0...Limits.epochs - epochCount),
            epochCount: epochCount,
            runCount: runCount,
            values: (0..<valueCount).map { _ in
                Float(bitPattern: UInt32(truncatingIfNeeded: next()))
            }
        )
    }

    /// The random name of a blob that workers send, or else that coordinators send.
    mutating func blobName(fromWorker: Bool) -> BlobName {
        if Bool.random(using: &self) {
            return .checkpoint(attempt(), epoch: integer(1...Limits.epochs))
        }
        return fromWorker ? .parameters(attempt()) : .dataset(digest())
    }

    /// A random part of a blob.
    mutating func part(fromWorker: Bool) -> BlobPart {
        let bytes = bytes(count: integer(1...300))
        let offset = integer(0...Limits.blobSizeBytes - bytes.count)
        return BlobPart(
            name: blobName(fromWorker: fromWorker),
            offset: offset,
            totalBytes: integer(offset + bytes.count...Limits.blobSizeBytes),
            bytes: bytes
        )
    }

    /// A random assignment.
    mutating func assignment() -> Assignment {
        let pack = PackID(UInt64(integer(1...Int.max)))
        let number = UInt32(integer(2...Int(Int32.max)))
        let epochs = integer(1...Limits.epochs)
        let checkpoint = CheckpointReference(
            attempt: AttemptID(pack: pack, number: AttemptNumber(number - 1)),
            epoch: integer(1...epochs),
            totalBytes: integer(1...Limits.blobSizeBytes)
        )
        var shared = Setting.standard
        for axis in Axis.ofPacks { shared[axis] = value(of: axis) }
        let choice = epochChoice()
        return Assignment(
            attempt: AttemptID(pack: pack, number: AttemptNumber(number)),
            dataset: digest(),
            fold: integer(0...Limits.folds - 1),
            training: TrainingConfiguration(
                PackShape(shared),
                epochs: epochs,
                shuffle: Bool.random(using: &self),
                metrics: Metric.standard + Metric.optional.filter { _ in Bool.random(using: &self) }
                    + (choice.isByValidation ? Metric.heldOut : []),
                choice: choice
            ),
            runs: list(1...Limits.runsPerPack) { $0.run(shared) },
            checkpoint: Bool.random(using: &self) ? checkpoint : nil
        )
    }

    private mutating func epochChoice() -> EpochChoice {
        let rule = EarlyStopping(
            patience: integer(1...Limits.patience),
            minimumDelta: Bool.random(using: &self) ? 0 : Double.random(in: 0...1e300, using: &self)
        )
        return element(of: [.final, .best, .stop(rule)])
    }

    private mutating func run(_ shared: Setting) -> RunConfiguration {
        var setting = shared
        for axis in Axis.ofRuns where Bool.random(using: &self) { setting[axis] = value(of: axis) }
        if setting.conflict != nil { setting.dampening = 0 }
        return RunConfiguration(
            setting,
            seed: next(),
            generatorOffset: UInt64(integer(0...Limits.generatorOffset))
        )
    }

    /// A random value that `axis` takes.
    private mutating func value(of axis: Axis) -> AxisValue {
        switch axis.kind {
        case .number(_, let range):
            let number = Double.random(in: range.lowest...min(range.highest, 9), using: &self)
            return range.contains(number) ? .number(number) : axis.defaultValue
        case .whole(_, let range): return .number(Double(integer(range)))
        case .boolean: return .boolean(Bool.random(using: &self))
        case .layers: return .layers(list(2...Limits.layers) { $0.integer(1...300) })
        case .word where axis == .schedule: return .word(schedule().description)
        case .word(_, let words): return .word(element(of: words.names))
        }
    }

    /// A random schedule; the base of a cycle is 0, which goes with any momentum.
    private mutating func schedule() -> Schedule {
        let share = Double.random(in: 0.001...1, using: &self)
        let epochs = integer(1...Limits.epochs)
        let decay = element(of: [
            .constant, .step(every: epochs, factor: share), .exponential(factor: share),
            .cosine(to: share, over: nil), .cosine(to: 0, over: epochs),
            Schedule.Decay.oneCycle(baseMomentum: 0),
        ])
        if case .oneCycle = decay { return Schedule(decay) }
        let start = element(of: [Schedule.Warmup.standardStart, share])
        let warmup = Schedule.Warmup(epochs: integer(1...Limits.epochs), start: start)
        return Schedule(decay, warmup: Bool.random(using: &self) ? warmup : nil)
    }

    /// Random terms of a session.
    mutating func welcome() -> Welcome {
        Welcome(
            version: integer(Limits.protocolVersions),
            incarnation: Incarnation(UInt32(integer(1...Int(Int32.max)))),
            build: text(),
            heartbeatInterval: .nanoseconds(integer(1_000_000...9_000_000_000)),
            lease: .nanoseconds(integer(1_000_000...9_000_000_000)),
            checkpointInterval: .nanoseconds(integer(0...9_000_000_000)),
            verdicts: list(0...20) { $0.element(of: InventoryVerdict.allCases) }
        )
    }

    /// A random outcome.
    mutating func outcome() -> RunOutcome {
        switch next() % 3 {
        case 0: .finished
        case 1: .diverged(epoch: integer(0...Limits.epochs - 1))
        default: .failed(reason: text(0...40))
        }
    }
}
