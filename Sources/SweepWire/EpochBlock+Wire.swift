internal import FoundationEssentials
internal import SweepModel

#if !_endian(little)
#error(
    "Values travel as little-endian bytes, copied as a whole; this processor orders them otherwise."
)
#endif

extension WireMetrics {
    /// Writes a block of epochs.
    init(_ attempt: AttemptID, _ block: EpochBlock) {
        self.attempt = WireAttempt(attempt)
        firstEpoch = UInt32(block.firstEpoch)
        epochs = UInt32(block.epochCount)
        runs = UInt32(block.runCount)
        values = block.values.withUnsafeBytes { Data($0) }
    }
}

extension EpochBlock {
    /// Reads the block of epochs of a message.
    ///
    /// - Throws: ``WireError`` unless there are runs · 4 · epochs values.
    init(_ wire: WireMetrics) throws(WireError) {
        let epochCount = try Checked.integer(wire.epochs, in: 1...Limits.epochs, "metrics.epochs")
        let firstEpoch = try Checked.integer(
            wire.firstEpoch,
            in: 0...Limits.epochs - epochCount,
            "metrics.first_epoch"
        )
        let runCount = try Checked.integer(wire.runs, in: 1...Limits.runsPerPack, "metrics.runs")
        let valueCount = runCount * Metric.allCases.count * epochCount  // ≤ 16 · 4 · 10⁶
        guard valueCount <= Limits.valuesPerBlock else {
            throw WireError(
                .count,
                "metrics",
                "has \(runCount) runs of \(epochCount) epochs, allowed are "
                    + "\(Limits.valuesPerBlock) values"
            )
        }
        guard wire.values.count == valueCount * MemoryLayout<Float>.size else {
            throw WireError(
                .length,
                "metrics.values",
                "has \(wire.values.count) bytes, \(runCount) runs of \(epochCount) epochs have "
                    + "\(valueCount * MemoryLayout<Float>.size)"
            )
        }
        self.init(
            firstEpoch: firstEpoch,
            epochCount: epochCount,
            runCount: runCount,
            values: [Float](unsafeUninitializedCapacity: valueCount) { buffer, count in
                // One copy of all bytes; the length was checked just above.
                wire.values.copyBytes(to: UnsafeMutableRawBufferPointer(buffer))
                count = valueCount
            }
        )
    }
}
