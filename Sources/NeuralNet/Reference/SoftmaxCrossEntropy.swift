internal import Glibc

/// The loss of one sample: the cross-entropy of the softmax of its logits.
///
/// With logits z and class y: loss = −ln(exp z_y / Σ exp z_k), in nats. All exponents are shifted
/// by the largest logit m, which changes no quotient and keeps each exponential in 0…1.
///
/// - Source: Goodfellow, Bengio and Courville, "Deep Learning", 2016, sections 4.1 and 6.2.2.3.
enum SoftmaxCrossEntropy {
    /// ln Σ exp(z_k − m) − (z_y − m).
    ///
    /// - Parameters:
    ///   - logits: z, one for each class.
    ///   - label: y, the index of the true class.
    /// - Returns: The loss, at least 0; not a number when a logit is not finite.
    static func loss(logits: [Double], label: Int) -> Double {
        let shifted = shifted(logits)
        return log(shifted.map(exp).reduce(0, +)) - shifted[label]
    }

    /// ∂loss/∂z_k = exp(z_k − m) / Σ exp(z_j − m) − [k = y].
    ///
    /// - Parameters:
    ///   - logits: z, one for each class.
    ///   - label: y, the index of the true class.
    /// - Returns: The gradient, one number for each class; they sum to 0.
    static func gradient(logits: [Double], label: Int) -> [Double] {
        let exponentials = shifted(logits).map(exp)
        let sum = exponentials.reduce(0, +)
        var gradient = exponentials.map { $0 / sum }
        gradient[label] -= 1
        return gradient
    }

    private static func shifted(_ logits: [Double]) -> [Double] {
        let largest = logits.reduce(-.infinity, max)
        return logits.map { $0 - largest }
    }
}
