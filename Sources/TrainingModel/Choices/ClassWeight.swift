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
