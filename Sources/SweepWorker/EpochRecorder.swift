internal import SweepModel
internal import TrainingModel

/// Collects the metrics of a pack until they are worth a message.
struct EpochRecorder {
    private let metrics: [Metric]
    private let runCount: Int
    private var firstEpoch: Int
    private var epochs: [[[Float]?]] = []

    /// Starts with the epoch `firstEpoch`, counted from 0.
    init(_ metrics: [Metric], runCount: Int, firstEpoch: Int) {
        self.metrics = metrics
        self.runCount = runCount
        self.firstEpoch = firstEpoch
    }

    var isEmpty: Bool { epochs.isEmpty }

    /// Whether a further epoch would make the block too long.
    var isFull: Bool {
        (epochs.count + 1) * runCount * metrics.count > Limits.valuesPerBlock
    }

    /// Adds the metrics of the next epoch, of each run or `nil` if it has ended.
    mutating func append(_ epoch: [[Float]?]) { epochs.append(epoch) }

    /// Takes what was collected.
    mutating func take() -> EpochBlock {
        defer {
            firstEpoch += epochs.count
            epochs.removeAll(keepingCapacity: true)
        }
        var values = [Float](repeating: .nan, count: runCount * metrics.count * epochs.count)
        for (epoch, lanes) in epochs.enumerated() {
            for (lane, numbers) in lanes.enumerated() {
                for (column, value) in (numbers ?? []).enumerated() {
                    values[(lane * metrics.count + column) * epochs.count + epoch] = value
                }
            }
        }
        return EpochBlock(
            metrics: metrics,
            firstEpoch: firstEpoch,
            epochCount: epochs.count,
            runCount: runCount,
            values: values
        )
    }
}
