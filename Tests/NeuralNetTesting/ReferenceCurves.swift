package import NeuralNet

/// The metrics of one run, epoch by epoch.
package struct ReferenceCurves: Sendable, Decodable {
    /// The loss of each epoch's last batch.
    package let lastBatchLoss: [Double]

    /// The mean loss of each epoch's batches.
    package let meanBatchLoss: [Double]

    /// The loss over the whole dataset after each epoch.
    package let loss: [Double]

    /// The number of samples that were classified rightly after each epoch.
    package let correctCount: [Int]

    /// Puts curves together from the metrics of a trainer in Float.
    ///
    /// - Parameters:
    ///   - epochs: The standard metrics of each epoch, in order.
    ///   - sampleCount: The samples, of which the accuracy is a share.
    package init(_ epochs: [[Float]], sampleCount: Int) {
        lastBatchLoss = epochs.map { Double($0[0]) }
        meanBatchLoss = epochs.map { Double($0[1]) }
        loss = epochs.map { Double($0[2]) }
        correctCount = epochs.map { Int((Double($0[3]) * Double(sampleCount)).rounded()) }
    }

    /// Puts curves together from the metrics of the reference trainer.
    ///
    /// - Parameter epochs: The metrics of each epoch, in order.
    package init(_ epochs: [ReferenceMetrics]) {
        lastBatchLoss = epochs.map(\.lastBatchLoss)
        meanBatchLoss = epochs.map(\.meanBatchLoss)
        loss = epochs.map(\.loss)
        correctCount = epochs.map(\.correctCount)
    }
}
