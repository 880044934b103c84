extension Optimizer {
    /// The axes whose values say something of a training with the optimizer.
    public var axes: [Axis] { Axis.all.filter { !absentAxes.contains($0) } }

    /// The axes that the optimizer does not have.
    ///
    /// - Source: the arguments of PyTorch's `torch.optim.SGD`, `Adam`, `AdamW` and `RMSprop`.
    public var absentAxes: [Axis] {
        switch self {
        case .sgd: [.beta2, .epsilon]
        case .adam, .adamw, .rmsprop: [.nesterov, .dampening]
        }
    }
}
