/// The settings of optimizer and loss that each lane has its own of, in the order of their vectors.
@usableFromInline
package enum RunLaneSetting: Int, CaseIterable, Sendable {
    /// μ, the share of the velocity that is kept.
    case momentum

    /// −η, so that a step is one fused multiply-add.
    case negativeLearningRate

    /// 1 − τ, the share of the gradient that enters the velocity.
    case gradientShare

    /// λ, the share of a parameter that is added to its gradient.
    case weightDecay

    /// 1 where the step looks ahead, else 0.
    case nesterov

    /// 1 − ε, the share of the target that a sample's own class has.
    case labelShare

    /// ε/K, the share of the target that each of the K classes has beside.
    case uniformShare
}
