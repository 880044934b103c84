internal import SweepModel
internal import TrainingModel

/// The metrics of a pack's runs from epoch 0 on, put together from blocks.
struct PackCurve {
    /// The number of epochs, none of which is missing.
    private(set) var epochCount = 0

    private var pieces: [(block: EpochBlock, epochs: Range<Int>)] = []

    /// What the runs record; nothing as long as there is no block.
    private var metrics: [Metric] { pieces.first?.block.metrics ?? [] }

    /// Takes those epochs of `block` that come next and lie below `end`; of epochs that are there
    /// already the first ones stay.
    ///
    /// - Returns: Whether a later block may go on from here.
    mutating func append(_ block: EpochBlock, below end: Int) -> Bool {
        guard block.firstEpoch <= epochCount, pieces.isEmpty || block.metrics == metrics
        else { return false }
        let next = min(block.epochs.upperBound, end)
        if next > epochCount {
            pieces.append((block, epochCount..<next))
            epochCount = next
        }
        return epochCount < end
    }

    /// The numbers that are held in memory.
    var valueCount: Int { pieces.reduce(0) { $0 + $1.block.values.count } }

    /// The metrics of the run in lane `lane`.
    func curve(lane: Int) -> Curve {
        var values: [Float] = []
        values.reserveCapacity(metrics.count * epochCount)
        for metric in metrics {
            for (block, epochs) in pieces {
                let column = block.column(metric, lane: lane)
                let start = column.startIndex - block.firstEpoch
                values += column[start + epochs.lowerBound..<start + epochs.upperBound]
            }
        }
        return Curve(metrics: metrics, values: values, epochCount: epochCount)
    }

    /// The first epoch in which a run of `other` differs in its bits, with the run's lane.
    func firstDifference(from other: EpochBlock) -> (epoch: Int, lane: Int)? {
        for (block, epochs) in pieces {
            for epoch in epochs.clamped(to: other.epochs) {
                for lane in 0..<block.runCount {
                    for metric in metrics {
                        let ours = block.column(metric, lane: lane)
                        let theirs = other.column(metric, lane: lane)
                        let left = ours[ours.startIndex + epoch - block.firstEpoch]
                        let right = theirs[theirs.startIndex + epoch - other.firstEpoch]
                        if left.bitPattern != right.bitPattern { return (epoch, lane) }
                    }
                }
            }
        }
        return nil
    }
}
