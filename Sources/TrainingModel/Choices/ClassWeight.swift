/// How much samples of each class count in the loss that is minimized.
public enum ClassWeight: String, Hashable, Sendable, CaseIterable {
    /// All alike.
    case none

    /// n/(K·nₖ) for class k, with n samples and K classes of the training part, nₖ of class k: all
    /// classes together count alike.
    ///
    /// - Source: scikit-learn, `compute_class_weight`.
    case balanced
}

extension ClassWeight {
    /// w, the weight of each class.
    ///
    /// A class that no training sample has is in no batch; it weighs 0 and not infinitely much, so
    /// that its share of smoothed labels stays a number.
    ///
    /// - Parameters:
    ///   - labels: The class of each training sample, in 0..<K.
    ///   - classCount: K.
    /// - Returns: One number for each class, each rounded once.
    public func weights(of labels: [Int32], classCount: Int) -> [Double] {
        switch self {
        case .none: return Array(repeating: 1, count: classCount)
        case .balanced:
            var counts = [Int](repeating: 0, count: classCount)
            for label in labels { counts[Int(label)] += 1 }
            return counts.map { count in
                count == 0 ? 0 : Double(labels.count) / Double(classCount * count)
            }
        }
    }
}
