extension Optimizer {
    /// The axes whose values say something of a training with the optimizer.
    public var axes: [Axis] { Axis.all.filter(has) }

    /// Whether a value of `axis` says something of a training with the optimizer.
    public func has(_ axis: Axis) -> Bool { !absentAxes.contains(axis) }

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
