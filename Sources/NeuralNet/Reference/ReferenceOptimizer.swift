internal import TrainingModel

/// Stochastic gradient descent with momentum, exactly as `torch.optim.SGD` does it.
///
/// g ← ∇ + λ·p; v ← g on the first step, then v ← μ·v + (1 − τ)·g; the direction is g + μ·v with
/// Nesterov, else v, and g without momentum; p ← p − η·direction.
///
/// - Source: PyTorch, `torch.optim.SGD`; Sutskever et al., ICML 2013, for the two momenta.
struct ReferenceOptimizer: Sendable {
    /// μ, η, τ, λ and the choice of Nesterov.
    let setting: Setting

    /// v, shape [P]; `nil` before the first step, which takes the gradient undampened.
    private(set) var velocity: [Double]?

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
    mutating func step(_ parameters: inout [Double], along gradient: [Double]) {
        let gradient = zip(gradient, parameters).map { $0 + setting.weightDecay * $1 }
        let direction = setting.momentum == 0 ? gradient : accelerated(gradient)
        for index in parameters.indices {
            parameters[index] -= setting.learningRate * direction[index]
        }
    }

    private mutating func accelerated(_ gradient: [Double]) -> [Double] {
        let velocity =
            if let last = velocity {
                zip(last, gradient).map { setting.momentum * $0 + (1 - setting.dampening) * $1 }
            } else {
                gradient
            }
        self.velocity = velocity
        guard setting.nesterov else { return velocity }
        return zip(gradient, velocity).map { $0 + setting.momentum * $1 }
    }
}
