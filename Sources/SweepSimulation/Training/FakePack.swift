internal import SweepCoordination
internal import SweepModel
internal import TrainingModel

/// The training of an attempt, epoch by epoch.
struct FakePack {
    /// What is trained.
    let assignment: Assignment

    /// The epochs behind it.
    private(set) var epoch = 0

    private var runs: [FakeRun]

    /// Starts an attempt, at its checkpoint if there is one.
    ///
    /// - Returns: `nil` if the checkpoint is not one of these runs at that epoch.
    init?(_ assignment: Assignment, checkpoint: [UInt8]?) {
        self.assignment = assignment
        runs = assignment.runs.map {
            FakeRun(FoldRun(configuration: $0, fold: assignment.fold), assignment.training)
        }
        guard let checkpoint else { return }
        var reader = LittleEndianReader(checkpoint)
        do {
            epoch = try reader.readInt()
            guard epoch == assignment.checkpoint?.epoch else { return nil }
            for lane in runs.indices { try runs[lane].restore(from: &reader) }
            try reader.expectEnd()
        } catch {
            return nil
        }
    }

    /// Trains one epoch.
    ///
    /// - Returns: The block of its metrics.
    mutating func train() -> EpochBlock {
        var values: [Float] = []
        for lane in runs.indices { values += runs[lane].train(epoch: epoch) }
        defer { epoch += 1 }
        return EpochBlock(
            metrics: assignment.training.metrics,
            firstEpoch: epoch,
            epochCount: 1,
            runCount: runs.count,
            values: values
        )
    }

    /// Whether there is nothing left to train.
    var isDone: Bool {
        epoch >= assignment.training.epochs
            || runs.allSatisfy { $0.hasEnded(before: epoch) }
    }

    /// How each run ended.
    var outcomes: [RunOutcome] { runs.map(\.outcome) }

    /// The trained parameters of all lanes.
    var parameters: [UInt8] { runs.flatMap(\.parameters) }

    /// The state as bytes.
    var checkpoint: [UInt8] {
        LittleEndian.bytes(of: epoch) + runs.flatMap(\.bytes)
    }
}

extension EpochBlock {
    /// The metrics of the run in `lane` after `epoch`, in the order of ``metrics``.
    func values(lane: Int, epoch: Int) -> [Float] {
        metrics.map { metric in
            let column = column(metric, lane: lane)
            return column[column.startIndex + epoch - firstEpoch]
        }
    }

    /// The block that `next` continues, with it.
    ///
    /// - Precondition: `next` starts where the block ends.
    func joined(with next: EpochBlock) -> EpochBlock {
        precondition(epochs.upperBound == next.firstEpoch, "blocks are neighbours")
        var values: [Float] = []
        for lane in 0..<runCount {
            for metric in metrics {
                values += column(metric, lane: lane)
                values += next.column(metric, lane: lane)
            }
        }
        return EpochBlock(
            metrics: metrics,
            firstEpoch: firstEpoch,
            epochCount: epochCount + next.epochCount,
            runCount: runCount,
            values: values
        )
    }
}

extension [Float] {
    /// Whether both hold the same bits, so that a NaN equals itself.
    func hasBits(of other: [Float]) -> Bool {
        count == other.count && zip(self, other).allSatisfy { $0.bitPattern == $1.bitPattern }
    }
}

/// One lane of a training that takes no time: a chain of 64-bit states that depends on the run
/// alone.
struct FakeRun {
    /// The state after the epochs so far.
    private var state: UInt64

    /// The state after the best epoch so far, where validation losses choose it.
    private var best: UInt64

    /// The epoch in which the loss leaves the finite numbers, if it does.
    let divergence: Int?

    /// How many epochs the run trains until it stops, if it does.
    private(set) var stop: Int?

    /// The epoch whose state is taken, where validation losses choose it.
    private var selected: Int?

    private let parameterCount: Int
    private let metrics: [Metric]
    private let choice: EpochChoice

    /// Starts at epoch 0.
    init(_ run: FoldRun, _ training: TrainingConfiguration) {
        let (run, fold) = (run.configuration, UInt64(run.fold))
        // What other axes have beside their defaults makes other numbers, too.
        let others = Axis.all.filter { !$0.isAlwaysWritten && run.setting[$0] != $0.defaultValue }
        let name = others.map { "\($0.name)=\($0.text(of: run.setting));" }.joined()
        let text = name.utf8.reduce(UInt64(0)) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
        var start = SplitMix64(
            seed: text &+ run.seed &+ run.setting.momentum.bitPattern &* 31 &+ run.generatorOffset
                &* 1_000_003
                &+ UInt64(training.shape.parameterCount) &* 77 &+ fold &* 15_485_863
        )
        state = start.next()
        best = state
        let divergence = start.oneIn(6) ? start.below(training.epochs) : nil
        parameterCount = training.shape.parameterCount
        metrics = training.metrics
        choice = training.choice
        guard choice.isByValidation, let column = metrics.firstIndex(of: .validationLoss) else {
            self.divergence = divergence
            return
        }
        // All losses follow from the first state.
        var (state, losses) = (state, [Float]())
        for _ in 0..<(divergence ?? training.epochs) {
            losses.append(Self.train(&state, metrics.count)[column])
        }
        stop = choice.stoppingEpochCount(of: losses)
        // What stops first is no longer there to diverge.
        self.divergence = stop == nil ? divergence : nil
        selected = choice.epoch(of: losses.prefix(stop ?? losses.count))
    }

    /// Goes on from a saved state.
    mutating func restore(from reader: inout LittleEndianReader) throws {
        state = try reader.readInteger()
        if choice.isByValidation { best = try reader.readInteger() }
    }

    /// What ``restore(from:)`` reads.
    var bytes: [UInt8] {
        LittleEndian.bytes(of: state) + (choice.isByValidation ? LittleEndian.bytes(of: best) : [])
    }

    /// Whether the run is trained no more in `epoch`.
    func hasEnded(before epoch: Int) -> Bool {
        if let divergence { return divergence < epoch }
        return stop.map { $0 <= epoch } ?? false
    }

    /// Trains `epoch`; a run that has ended stays as it is.
    ///
    /// - Returns: Its metrics, one value for each that is recorded.
    mutating func train(epoch: Int) -> [Float] {
        if hasEnded(before: epoch) || epoch == divergence {
            return [Float](repeating: .nan, count: metrics.count)
        }
        defer { if epoch == selected { best = state } }
        return Self.train(&state, metrics.count)
    }

    private static func train(_ state: inout UInt64, _ metricCount: Int) -> [Float] {
        var numbers = SplitMix64(seed: state)
        state = numbers.next()
        return (0..<metricCount).map { _ in Float(numbers.next() >> 40) * 0x1p-24 }
    }

    /// How the run ends.
    var outcome: RunOutcome { divergence.map { .diverged(epoch: $0) } ?? .finished }

    /// The parameters that are taken, little-endian.
    var parameters: [UInt8] {
        let isBest = choice.isByValidation && divergence == nil
        var numbers = SplitMix64(seed: isBest ? best : state)
        return (0..<parameterCount).flatMap { _ in
            LittleEndian.bytes(of: UInt32(truncatingIfNeeded: numbers.next() >> 40))
        }
    }
}
