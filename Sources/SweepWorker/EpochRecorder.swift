internal import NeuralNet
internal import SweepModel

/// Collects the metrics of a pack until they are worth a message.
struct EpochRecorder {
    let runCount: Int
    private var firstEpoch: Int
    private var outcomes: [[LaneOutcome]] = []

    /// Starts with the epoch `firstEpoch`, counted from 0.
    init(runCount: Int, firstEpoch: Int) {
        self.runCount = runCount
        self.firstEpoch = firstEpoch
    }

    var isEmpty: Bool { outcomes.isEmpty }

    /// Whether a further epoch would make the block too long.
    var isFull: Bool {
        (outcomes.count + 1) * runCount * Metric.allCases.count > Limits.valuesPerBlock
    }

    /// Adds the outcomes of the next epoch, one for each run.
    mutating func append(_ epoch: [LaneOutcome]) { outcomes.append(epoch) }

    /// Takes what was collected.
    mutating func take() -> EpochBlock {
        defer {
            firstEpoch += outcomes.count
            outcomes.removeAll(keepingCapacity: true)
        }
        let metricCount = Metric.allCases.count
        var values = [Float](repeating: .nan, count: runCount * metricCount * outcomes.count)
        for (epoch, lanes) in outcomes.enumerated() {
            for (lane, outcome) in lanes.enumerated() {
                guard case .trained(let metrics) = outcome else { continue }
                for (column, metric) in Metric.allCases.enumerated() {
                    let index = (lane * metricCount + column) * outcomes.count + epoch
                    values[index] = metrics.value(of: metric)
                }
            }
        }
        return EpochBlock(
            firstEpoch: firstEpoch,
            epochCount: outcomes.count,
            runCount: runCount,
            values: values
        )
    }
}

extension EpochMetrics {
    fileprivate func value(of metric: Metric) -> Float {
        switch metric {
        case .lastBatchLoss: lastBatchLoss
        case .meanBatchLoss: meanBatchLoss
        case .loss: loss
        case .accuracy: accuracy
        }
    }
}
