/// What one run adds up in one epoch.
struct LaneSums {
    /// The loss of the last batch.
    private(set) var lastBatchLoss: Float = 0

    /// The sum of the batches' losses.
    private var batchLossSum = 0.0

    /// The number of batches.
    private var batchCount = 0

    /// The sum of the losses over the whole dataset after the epoch.
    var loss = 0.0

    /// The rightly classified samples.
    var correctCount = 0

    /// Adds the mean loss of the next batch.
    mutating func addBatch(loss: Float) {
        lastBatchLoss = loss
        batchLossSum += Double(loss)
        batchCount += 1
    }

    /// The metrics that the sums amount to.
    func metrics(sampleCount: Int) -> EpochMetrics {
        EpochMetrics(
            lastBatchLoss: lastBatchLoss,
            meanBatchLoss: Float(batchLossSum / Double(batchCount)),
            loss: Float(loss / Double(sampleCount)),
            correctCount: correctCount,
            sampleCount: sampleCount
        )
    }
}
