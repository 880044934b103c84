/// What a hidden unit makes of its sum.
///
/// - Source: PyTorch, `torch.nn`, whose defaults each has.
public enum Activation: String, Hashable, Sendable, CaseIterable {
    /// max(z, 0).
    case relu

    /// z where it is positive, else 0.01·z.
    case leakyRelu = "leaky_relu"

    /// z where it is positive, else eᶻ − 1.
    case elu

    /// tanh z.
    case tanh

    /// 1/(1 + e⁻ᶻ).
    case sigmoid

    /// z/(1 + e⁻ᶻ).
    case silu

    /// z·(1 + erf(z/√2))/2, the exact form.
    case gelu

    /// z: a network of linear layers.
    case identity
}
