/// What makes one run differ from the others of its pack: optimizer settings and random start.
///
/// The settings are kept in Double, as PyTorch keeps them; a trainer in Float rounds each scalar
/// once, where it is used.
public struct RunConfiguration: Sendable, Hashable {
    /// μ, the share of the velocity that is kept from step to step; at least 0.
    public let momentum: Double

    /// η, the length of a step along the velocity; at least 0.
    public let learningRate: Double

    /// τ, the share of the gradient that does not enter the velocity.
    public let dampening: Double

    /// Whether the step looks ahead along the velocity, as Nesterov's method does.
    public let nesterov: Bool

    /// λ, the share of the parameter that is added to its gradient; at least 0.
    public let weightDecay: Double

    /// The seed of the global generator; the generator uses its low 32 bits.
    public let seed: UInt64

    /// The number of 32-bit outputs to skip after seeding.
    ///
    /// 0 for a run with a seed of its own. In the notebook's one-generator mode run k skips
    /// k · ``TrainingConfiguration/generatorOutputsPerRun``.
    public let generatorOffset: Int

    /// Describes a run.
    ///
    /// - Parameters:
    ///   - momentum: μ, at least 0.
    ///   - learningRate: η, at least 0.
    ///   - dampening: τ.
    ///   - nesterov: Whether to look ahead; with μ = 0 this changes nothing.
    ///   - weightDecay: λ, at least 0.
    ///   - seed: The seed of the global generator.
    ///   - generatorOffset: Outputs to skip after seeding, at least 0.
    /// - Precondition: All numbers are finite and in range, and `nesterov` has no dampening.
    public init(
        momentum: Double,
        learningRate: Double,
        dampening: Double = 0,
        nesterov: Bool = false,
        weightDecay: Double = 0,
        seed: UInt64,
        generatorOffset: Int = 0
    ) {
        precondition(momentum.isFinite && momentum >= 0, "momentum is at least 0, not \(momentum)")
        precondition(
            learningRate.isFinite && learningRate >= 0,
            "the learning rate is at least 0, not \(learningRate)"
        )
        precondition(dampening.isFinite, "dampening is finite, not \(dampening)")
        precondition(
            !nesterov || dampening == 0,
            "Nesterov momentum takes no dampening, not \(dampening)"
        )
        precondition(
            weightDecay.isFinite && weightDecay >= 0,
            "the weight decay is at least 0, not \(weightDecay)"
        )
        precondition(generatorOffset >= 0, "the offset is at least 0, not \(generatorOffset)")
        self.momentum = momentum
        self.learningRate = learningRate
        self.dampening = dampening
        self.nesterov = nesterov
        self.weightDecay = weightDecay
        self.seed = seed
        self.generatorOffset = generatorOffset
    }

    /// The global generator as this run finds it: seeded, and ``generatorOffset`` outputs on.
    public func makeGenerator() -> MersenneTwister {
        var generator = MersenneTwister(seed: seed)
        generator.skip(generatorOffset)
        return generator
    }
}
