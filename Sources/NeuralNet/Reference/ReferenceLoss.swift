/// The loss that is minimized: with smoothed labels, and classes that count differently.
package struct ReferenceLoss: Sendable {
    /// ε, the share of each sample's target that all classes have alike.
    package let smoothing: Double

    /// w, one number for each class.
    package let classWeights: [Double]

    /// Describes a loss.
    ///
    /// - Parameters:
    ///   - smoothing: ε, at least 0, at most 1.
    ///   - classWeights: w, at least 0.
    package init(smoothing: Double, classWeights: [Double]) {
        self.smoothing = smoothing
        self.classWeights = classWeights
    }

    /// What a network is measured by: without smoothing, all classes alike.
    ///
    /// - Parameter classCount: The classes.
    /// - Returns: The plain cross-entropy.
    package static func plain(classCount: Int) -> ReferenceLoss {
        ReferenceLoss(smoothing: 0, classWeights: [Double](repeating: 1, count: classCount))
    }

    /// The weight of a sample in the mean over a batch.
    ///
    /// - Parameter label: The sample's class.
    /// - Returns: The weight of the class.
    package func weight(of label: Int) -> Double { classWeights[label] }

    /// The targets of a sample before the division by the batch's weights:
    /// q_k = w_k·((1 − ε)·[k = y] + ε/K).
    ///
    /// - Parameter label: y, the sample's class.
    /// - Returns: One number for each class.
    /// - Source: PyTorch, `torch.nn.CrossEntropyLoss`; Szegedy et al., CVPR 2016, section 7.
    package func targets(of label: Int) -> [Double] {
        var shares = [Double](
            repeating: smoothing / Double(classWeights.count),
            count: classWeights.count
        )
        shares[label] += 1 - smoothing
        return zip(classWeights, shares).map { $0 * $1 }
    }
}
