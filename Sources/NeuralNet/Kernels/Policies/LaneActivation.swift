public import TrainingModel

/// What a hidden unit makes of its sum, as a static policy of the kernels.
///
/// ``RectifiedLinear`` is fused with the products, and nothing else is: each product exists once
/// for every vector and tile. Another activation is a ``HiddenPass`` over what the products leave,
/// layer by layer, so code grows by the passes of each activation and not by the products for it.
///
/// A policy is one file: the arithmetic on lanes, the same in Double, and the name elsewhere.
@usableFromInline
package protocol LaneActivation: Sendable {
    /// The class of `torch.nn` that computes the same.
    static var pyTorchModule: String { get }

    /// About how many cycles a vector of eight sums takes in a step and in its part of the
    /// evaluation, for the choice of kernels.
    static var cyclesPerVector: Double { get }

    /// The outputs of units with these sums.
    static func outputs<Lanes: LaneVector>(of sums: Lanes) -> Lanes

    /// The outputs, with the same bits, and the derivatives by the sums.
    static func outputsAndSlopes<Lanes: LaneVector>(
        of sums: Lanes
    ) -> (outputs: Lanes, slopes: Lanes)

    /// The output of a unit with this sum, for the reference.
    static func output(of sum: Double) -> Double

    /// The derivative of the output by this sum, for the reference.
    static func slope(at sum: Double) -> Double
}

/// What is done with the policy of an activation, whose type is only known while it runs.
@usableFromInline
package protocol LaneActivationConsumer {
    /// What it comes to.
    associatedtype Result

    /// Takes the policy.
    func take<Policy: LaneActivation>(_ policy: Policy.Type) -> Result
}

extension Activation {
    /// Hands the activation's policy to `consumer`: the one table of them.
    @inlinable
    @inline(__always)
    package func hand<Consumer: LaneActivationConsumer>(to consumer: Consumer) -> Consumer.Result {
        switch self {
        case .relu: consumer.take(RectifiedLinear.self)
        case .leakyRelu: consumer.take(LeakyRectifiedLinear.self)
        case .elu: consumer.take(ExponentialLinear.self)
        case .tanh: consumer.take(HyperbolicTangent.self)
        case .sigmoid: consumer.take(Sigmoid.self)
        case .silu: consumer.take(SigmoidLinear.self)
        case .gelu: consumer.take(GaussianErrorLinear.self)
        case .identity: consumer.take(Identity.self)
        }
    }

    /// The activation's policy, for what is not about lanes.
    package var policy: any LaneActivation.Type { hand(to: PolicyType()) }
}

/// The policy itself.
private struct PolicyType: LaneActivationConsumer {
    func take<Policy: LaneActivation>(_ policy: Policy.Type) -> any LaneActivation.Type { policy }
}

/// What a layer's product is fused with, chosen for each call of it.
@usableFromInline
enum FusedActivation: Sendable {
    /// The sums as they are: logits, or what a ``HiddenPass`` makes outputs of.
    case identity

    /// ``RectifiedLinear``.
    case rectifiedLinear

    /// What the layer gives for these sums.
    @inlinable
    @inline(__always)
    func outputs<Row: LaneVectorRow>(of sums: Row) -> Row {
        switch self {
        case .identity: sums
        case .rectifiedLinear: RectifiedLinear.outputs(of: sums)
        }
    }
}
