/// A value that may differ from setting to setting of a sweep; raw values are the spec's keys.
public enum HyperParameter: String, Hashable, Sendable, CaseIterable {
    /// μ of SGD, in 0..<1.
    case momentum

    /// η of SGD, above 0.
    case learningRate = "learning_rate"

    /// Samples in a mini-batch, from 1.
    case batch

    /// Units of each layer, from the input to the output.
    case layers

    /// Whether SGD looks ahead (Nesterov's form).
    case nesterov

    /// τ of SGD, in 0...1.
    case dampening

    /// λ of SGD's L2 penalty, from 0.
    case weightDecay = "weight_decay"
}
