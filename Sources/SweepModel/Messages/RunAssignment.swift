/// What is special to one lane of an assignment.
public struct RunAssignment: Hashable, Sendable {
    /// μ of SGD.
    public let momentum: Double

    /// η of SGD.
    public let learningRate: Double

    /// Whether SGD looks ahead.
    public let nesterov: Bool

    /// τ of SGD.
    public let dampening: Double

    /// λ of SGD.
    public let weightDecay: Double

    /// The seed of the run's generator.
    public let seed: UInt64

    /// How many outputs of the seeded generator are skipped.
    public let generatorOffset: UInt64

    /// Lists one lane's values.
    public init(
        momentum: Double,
        learningRate: Double,
        nesterov: Bool,
        dampening: Double,
        weightDecay: Double,
        seed: UInt64,
        generatorOffset: UInt64
    ) {
        self.momentum = momentum
        self.learningRate = learningRate
        self.nesterov = nesterov
        self.dampening = dampening
        self.weightDecay = weightDecay
        self.seed = seed
        self.generatorOffset = generatorOffset
    }

    /// Takes over what a worker needs of `run`.
    public init(_ run: Run) {
        self.init(
            momentum: run.setting.momentum,
            learningRate: run.setting.learningRate,
            nesterov: run.setting.nesterov,
            dampening: run.setting.dampening,
            weightDecay: run.setting.weightDecay,
            seed: run.seed,
            generatorOffset: run.generatorOffset
        )
    }
}
