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
        runs = assignment.runs.map { FakeRun($0, assignment.training) }
        guard let checkpoint else { return }
        var reader = LittleEndianReader(checkpoint)
        do {
            epoch = try reader.readInt()
            guard epoch == assignment.checkpoint?.epoch else { return nil }
            for lane in runs.indices { runs[lane].restore(try reader.readInteger()) }
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
            || runs.allSatisfy { run in run.divergence.map { $0 < epoch } ?? false }
    }

    /// How each run ended.
    var outcomes: [RunOutcome] { runs.map(\.outcome) }

    /// The trained parameters of all lanes.
    var parameters: [UInt8] { runs.flatMap(\.parameters) }

    /// The state as bytes.
    var checkpoint: [UInt8] {
        LittleEndian.bytes(of: epoch) + runs.flatMap { LittleEndian.bytes(of: $0.state) }
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
