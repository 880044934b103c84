internal import TrainingModel

/// The steps of `torch.optim`: SGD, Adam, AdamW and RMSprop, in Double.
///
/// All begin with the gradient g ← ∇ + λ·p, but for AdamW, which first takes p ← p − η·λ·p.
///
/// - Source: PyTorch, `torch.optim`; Sutskever et al., ICML 2013; Kingma and Ba, ICLR 2015;
///   Loshchilov and Hutter, ICLR 2019; Tieleman and Hinton, 2012.
struct ReferenceOptimizer: Sendable {
    /// λ, τ, β₂, ε and the choices of optimizer and Nesterov; η and μ come with each step.
    let setting: Setting

    /// The steps that are done.
    private var stepCount = 0

    /// v of SGD and RMSprop, the mean gradient of Adam and AdamW, shape [P]; `nil` before there is
    /// any.
    private var velocity: [Double]?

    /// The mean of squared gradients of Adam, AdamW and RMSprop, shape [P]; empty before the first
    /// step.
    private var squares: [Double] = []

    /// Prepares for the first step.
    ///
    /// - Parameter setting: The settings of the optimizer.
    init(_ setting: Setting) {
        self.setting = setting
    }

    /// Moves the parameters one step.
    ///
    /// - Parameters:
    ///   - parameters: p, shape [P], updated in place.
    ///   - gradient: ∇, the mean over the batch, shape [P].
    ///   - values: η and μ of this step.
    mutating func step(
        _ parameters: inout [Double],
        along gradient: [Double],
        with values: StepValues
    ) {
        stepCount += 1
        var gradient = gradient
        if setting.optimizer == .adamw {
            let kept = 1 - values.learningRate * setting.weightDecay
            parameters = parameters.map { $0 * kept }
        } else {
            gradient = zip(gradient, parameters).map { $0 + setting.weightDecay * $1 }
        }
        let direction =
            switch setting.optimizer {
            case .sgd: momentumDirection(of: gradient, momentum: values.momentum)
            case .adam, .adamw: adamDirection(of: gradient, beta1: values.momentum)
            case .rmsprop: rootMeanSquareDirection(of: gradient, momentum: values.momentum)
            }
        for index in parameters.indices {
            parameters[index] -= values.learningRate * direction[index]
        }
    }

    /// v ← g on the first step, then v ← μ·v + (1 − τ)·g; the direction is g + μ·v with Nesterov,
    /// else v, and g without momentum.
    private mutating func momentumDirection(of gradient: [Double], momentum: Double) -> [Double] {
        guard momentum != 0 else { return gradient }
        let velocity =
            if let last = velocity {
                zip(last, gradient).map { momentum * $0 + (1 - setting.dampening) * $1 }
            } else {
                gradient
            }
        self.velocity = velocity
        guard setting.nesterov else { return velocity }
        return zip(gradient, velocity).map { $0 + momentum * $1 }
    }

    /// m ← β₁·m + (1 − β₁)·g and s ← β₂·s + (1 − β₂)·g²; after t steps the direction is
    /// m/(1 − β₁ᵗ) / (√s/√(1 − β₂ᵗ) + ε).
    private mutating func adamDirection(of gradient: [Double], beta1: Double) -> [Double] {
        updateSquares(with: gradient)
        let last = velocity ?? [Double](repeating: 0, count: gradient.count)
        let mean = zip(last, gradient).map { beta1 * $0 + (1 - beta1) * $1 }
        velocity = mean
        let meanCorrection = 1 - ElementaryFunctions.power(beta1, Double(stepCount))
        let squareCorrection = 1 - ElementaryFunctions.power(setting.beta2, Double(stepCount))
        return zip(mean, squares).map { mean, square in
            let root = square.squareRoot() / squareCorrection.squareRoot()
            return mean / meanCorrection / (root + setting.epsilon)
        }
    }

    /// s ← β₂·s + (1 − β₂)·g² and d = g/(√s + ε); the direction is v ← μ·v + d, and d without
    /// momentum.
    private mutating func rootMeanSquareDirection(
        of gradient: [Double],
        momentum: Double
    ) -> [Double] {
        updateSquares(with: gradient)
        let scaled = zip(gradient, squares).map { $0 / ($1.squareRoot() + setting.epsilon) }
        guard momentum > 0 else { return scaled }
        let last = velocity ?? [Double](repeating: 0, count: gradient.count)
        let velocity = zip(last, scaled).map { momentum * $0 + $1 }
        self.velocity = velocity
        return velocity
    }

    private mutating func updateSquares(with gradient: [Double]) {
        if squares.isEmpty { squares = [Double](repeating: 0, count: gradient.count) }
        let beta2 = setting.beta2
        squares = zip(squares, gradient).map { beta2 * $0 + (1 - beta2) * $1 * $1 }
    }
}
