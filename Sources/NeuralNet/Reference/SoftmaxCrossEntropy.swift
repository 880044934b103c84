internal import Glibc

/// The loss of one sample: the cross-entropy of the softmax of its logits.
///
/// With logits z and class y: loss = −ln(exp z_y / Σ exp z_k), in nats. All exponents are shifted
/// by the largest logit m, which changes no quotient and keeps each exponential in 0…1.
///
/// - Source: Goodfellow, Bengio and Courville, "Deep Learning", 2016, sections 4.1 and 6.2.2.3.
enum SoftmaxCrossEntropy {
    /// ln Σ exp(z_k − m) − Σ q_k·(z_k − m) with the target q_k = (1 − ε)·[k = y] + ε/K.
    ///
    /// - Parameters:
    ///   - logits: z, one for each class.
    ///   - label: y, the index of the true class.
    ///   - smoothing: ε; 0 is the plain loss, at least 0.
    /// - Returns: The loss; not a number when a logit is not finite.
    /// - Source: Szegedy et al., CVPR 2016, section 7.
    static func loss(logits: [Double], label: Int, smoothing: Double = 0) -> Double {
        let shifted = shifted(logits)
        let normalization = log(shifted.map(exp).reduce(0, +))
        guard smoothing > 0 else { return normalization - shifted[label] }
        let mean = shifted.reduce(0, +) / Double(shifted.count)
        return normalization - (1 - smoothing) * shifted[label] - smoothing * mean
    }

    /// ∂loss/∂z_k = exp(z_k − m) / Σ exp(z_j − m) − q_k.
    ///
    /// - Parameters:
    ///   - logits: z, one for each class.
    ///   - label: y, the index of the true class.
    ///   - smoothing: ε.
    /// - Returns: The gradient, one number for each class; they sum to 0.
    static func gradient(logits: [Double], label: Int, smoothing: Double = 0) -> [Double] {
        let exponentials = shifted(logits).map(exp)
        let sum = exponentials.reduce(0, +)
        var gradient = exponentials.map { $0 / sum - smoothing / Double(logits.count) }
        gradient[label] -= 1 - smoothing
        return gradient
    }

    private static func shifted(_ logits: [Double]) -> [Double] {
        let largest = logits.reduce(-.infinity, max)
        return logits.map { $0 - largest }
    }
}
