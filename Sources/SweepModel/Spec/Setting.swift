/// One combination of hyper-parameters: what a sweep compares.
public struct Setting: Hashable, Sendable {
    /// μ of SGD, in 0..<1.
    public var momentum: Double

    /// η of SGD, above 0.
    public var learningRate: Double

    /// Samples in a mini-batch, from 1.
    public var batch: Int

    /// Units of each layer, from the input to the output; at least two.
    public var layers: [Int]

    /// Whether SGD looks ahead (Nesterov's form).
    public var nesterov: Bool

    /// τ of SGD, in 0...1.
    public var dampening: Double

    /// λ of SGD's L2 penalty, from 0.
    public var weightDecay: Double

    /// Combines the given hyper-parameters.
    public init(
        momentum: Double,
        learningRate: Double,
        batch: Int,
        layers: [Int],
        nesterov: Bool = false,
        dampening: Double = 0,
        weightDecay: Double = 0
    ) {
        self.momentum = momentum
        self.learningRate = learningRate
        self.batch = batch
        self.layers = layers
        self.nesterov = nesterov
        self.dampening = dampening
        self.weightDecay = weightDecay
    }

    /// The value of `parameter` as the spec and the data files write it, for example `0.9` or
    /// `2-50-3`.
    public func text(of parameter: HyperParameter) -> String {
        switch parameter {
        case .momentum: "\(momentum)"
        case .learningRate: "\(learningRate)"
        case .batch: "\(batch)"
        case .layers: layers.map(String.init).joined(separator: "-")
        case .nesterov: "\(nesterov)"
        case .dampening: "\(dampening)"
        case .weightDecay: "\(weightDecay)"
        }
    }

    /// The step that SGD takes in the long run along a constant gradient, η·(1−τ)/(1−μ).
    ///
    /// - Source: the geometric sum of v ← μ·v + (1−τ)·g.
    public var effectiveLearningRate: Double { learningRate * (1 - dampening) / (1 - momentum) }
}
