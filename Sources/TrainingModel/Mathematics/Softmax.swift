/// The probabilities that logits stand for.
public enum Softmax {
    /// p_k = exp(z_k − m) / Σ_j exp(z_j − m) with m = max z, in Double and with the same bits on
    /// every machine.
    ///
    /// - Parameter logits: z of one sample, one for each class; at least one.
    /// - Returns: The probabilities, in 0...1, whose sum is 1 but for rounding; NaN, all of them,
    ///   where a logit is NaN or +∞.
    public static func probabilities(of logits: some Collection<Float>) -> [Double] {
        probabilities(of: logits.map(Double.init))
    }

    /// The probabilities of logits in Double, such as those that a temperature has divided.
    ///
    /// - Parameter logits: z of one sample, one for each class; at least one.
    /// - Returns: As for logits in Float.
    public static func probabilities(of logits: [Double]) -> [Double] {
        guard let largest = logits.max() else { return [] }
        // A NaN may not be the largest, but its exponential makes the sum NaN.
        let weights = logits.map { ElementaryFunctions.exponential($0 - largest) }
        let total = weights.reduce(0, +)
        return weights.map { $0 / total }
    }

    /// −ln p of the class `label`: the cross-entropy of one sample, in Double.
    ///
    /// ln Σ_j exp(z_j − m) − (z_label − m), which stays exact where p rounds to 0 or 1.
    ///
    /// - Parameters:
    ///   - logits: z of one sample, one for each class.
    ///   - label: The sample's class, an index of `logits`.
    /// - Returns: At least 0; NaN where a logit is NaN or +∞.
    public static func crossEntropy(of logits: some Collection<Float>, label: Int) -> Double {
        let logits = logits.map(Double.init)
        guard let largest = logits.max() else { return .nan }
        let total = logits.reduce(0) { $0 + ElementaryFunctions.exponential($1 - largest) }
        return ElementaryFunctions.logarithm(total) - (logits[label] - largest)
    }
}
