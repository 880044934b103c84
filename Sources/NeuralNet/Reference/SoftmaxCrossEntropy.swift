internal import Glibc

/// The loss of one sample: the cross-entropy of the softmax of its logits.
///
/// With logits z and targets q: loss = Σ q_k·(ln Σ exp z_j − z_k), in nats; the targets need not
/// sum to 1. All exponents are shifted by the largest logit m, which changes no quotient and keeps
/// each exponential in 0…1.
///
/// - Source: Goodfellow, Bengio and Courville, "Deep Learning", 2016, sections 4.1 and 6.2.2.3.
enum SoftmaxCrossEntropy {
    /// Σ q_k·(ln Σ exp(z_j − m) − (z_k − m)); classes without a target count nothing.
    ///
    /// - Parameters:
    ///   - logits: z, one for each class.
    ///   - targets: q, one for each class, at least 0.
    /// - Returns: The loss; not a number when a logit is not finite.
    static func loss(logits: [Double], targets: [Double]) -> Double {
        let shifted = shifted(logits)
        let normalization = log(shifted.map(exp).reduce(0, +))
        var loss = 0.0
        for (logit, target) in zip(shifted, targets) where target != 0 {
            loss += target * (normalization - logit)
        }
        return loss
    }

    /// ∂loss/∂z_k = Σ q_j · exp(z_k − m)/Σ exp(z_j − m) − q_k.
    ///
    /// - Parameters:
    ///   - logits: z, one for each class.
    ///   - targets: q, one for each class.
    /// - Returns: The gradient, one number for each class; they sum to 0.
    static func gradient(logits: [Double], targets: [Double]) -> [Double] {
        let exponentials = shifted(logits).map(exp)
        let scale = targets.reduce(0, +) / exponentials.reduce(0, +)
        return zip(exponentials, targets).map { $0 * scale - $1 }
    }

    private static func shifted(_ logits: [Double]) -> [Double] {
        let largest = logits.reduce(-.infinity, max)
        return logits.map { $0 - largest }
    }
}
