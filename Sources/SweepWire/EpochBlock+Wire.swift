internal import FoundationEssentials
internal import SweepModel
internal import TrainingModel

extension WireMetrics {
    /// Writes a block of epochs.
    init(_ attempt: AttemptID, _ block: EpochBlock) {
        self.attempt = WireAttempt(attempt)
        firstEpoch = UInt32(block.firstEpoch)
        epochs = UInt32(block.epochCount)
        runs = UInt32(block.runCount)
        metrics = block.metrics.map { UInt32($0.id) }
        values = LittleEndian.withBytes(of: block.values) { Data($0) }
    }
}

extension EpochBlock {
    /// Reads the block of epochs of a message.
    ///
    /// - Throws: ``WireError`` unless there are runs · metrics · epochs values.
    init(_ wire: WireMetrics) throws(WireError) {
        let epochCount = try Checked.integer(wire.epochs, in: 1...Limits.epochs, "metrics.epochs")
        let firstEpoch = try Checked.integer(
            wire.firstEpoch,
            in: 0...Limits.epochs - epochCount,
            "metrics.first_epoch"
        )
        let runCount = try Checked.integer(wire.runs, in: 1...Limits.runsPerPack, "metrics.runs")
        let metrics = try Metric.list(wire.metrics, "metrics.metrics")
        let valueCount = runCount * metrics.count * epochCount  // ≤ 16 · 64 · 10⁶
        guard valueCount <= Limits.valuesPerBlock else {
            throw WireError(
                .count,
                "metrics",
                "has \(runCount) runs of \(epochCount) epochs and \(metrics.count) metrics, "
                    + "allowed are \(Limits.valuesPerBlock) values"
            )
        }
        let values = wire.values.withUnsafeBytes { LittleEndian.floats(of: $0) }
        guard let values, values.count == valueCount else {
            throw WireError(
                .length,
                "metrics.values",
                "has \(wire.values.count) bytes, \(runCount) runs of \(epochCount) epochs and "
                    + "\(metrics.count) metrics have \(valueCount * LittleEndian.floatSizeBytes)"
            )
        }
        self.init(
            metrics: metrics,
            firstEpoch: firstEpoch,
            epochCount: epochCount,
            runCount: runCount,
            values: values
        )
    }
}

extension Metric {
    /// The metrics that a message names, each at most once.
    ///
    /// - Throws: ``WireError`` for none and for numbers that this program does not know.
    static func list(_ ids: [UInt32], _ field: String) throws(WireError) -> [Metric] {
        let metrics = try Checked.list(ids, count: 1...Limits.metrics, field) {
            (id) throws(WireError) in
            guard let metric = Metric.withID(Int(id)) else {
                throw WireError(.range, "metric", "is \(id), allowed is 1...\(all.count)")
            }
            return metric
        }
        guard Set(metrics).count == metrics.count else {
            throw WireError(.range, field, "are \(ids), allowed is each metric once")
        }
        return metrics
    }
}
