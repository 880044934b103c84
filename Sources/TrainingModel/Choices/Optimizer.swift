/// How parameters move along their gradients, as in `torch.optim`.
public enum Optimizer: String, Hashable, Sendable, CaseIterable {
    /// Stochastic gradient descent with momentum.
    case sgd

    /// Kingma and Ba's Adam; the penalty of ``Setting/weightDecay`` is part of the gradient.
    case adam

    /// Adam whose parameters decay apart from the gradient (Loshchilov and Hutter).
    case adamw

    /// Tieleman and Hinton's RMSprop, with momentum.
    case rmsprop

    /// The numbers that are kept of each parameter from step to step: a velocity or mean of the
    /// gradients and, but for SGD, a mean of their squares.
    public var momentCount: Int { self == .sgd ? 1 : 2 }

    /// The name as its authors write it, which is that of its class in `torch.optim`.
    public var title: String {
        switch self {
        case .sgd: "SGD"
        case .adam: "Adam"
        case .adamw: "AdamW"
        case .rmsprop: "RMSprop"
        }
    }

    /// Whether its momentum is β₁, the share of the mean gradient that is kept from step to step.
    public var isAdam: Bool { self == .adam || self == .adamw }
}
