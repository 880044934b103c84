/// From which distribution initial weights are drawn.
///
/// - Source: PyTorch, `torch.nn.Linear` and `torch.nn.init`.
public enum Initialization: String, Hashable, Sendable, CaseIterable {
    /// What `torch.nn.Linear` starts with.
    case pytorch

    /// Glorot and Bengio's uniform rule; biases are 0.
    case xavierUniform = "xavier_uniform"

    /// He's uniform rule with the gain of ReLU; biases are 0.
    case kaimingUniform = "kaiming_uniform"
}
