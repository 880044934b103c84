internal import ArgumentParser
internal import TrainingModel

/// The flags of the hyper-parameters; a test holds them to ``Axis/all``.
struct AxisOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: "Values of μ: 0,0.5,0.9 or 0:0.9:10 (from, to, count) or log1m(0.9,0.999,5)."
    )
    var momentum: String?

    @Option(parsing: .unconditional, help: "Values of the learning rate.")
    var learningRate: String?

    @Option(parsing: .unconditional, help: "Values of the batch size.")
    var batch: String?

    @Option(
        parsing: .unconditional,
        help: "Layers, such as 2,50,3; several lists apart by a slash."
    )
    var layers: String?

    @Option(parsing: .unconditional, help: "Nesterov's form: false, true or false,true.")
    var nesterov: String?

    @Option(parsing: .unconditional, help: "Values of the dampening.")
    var dampening: String?

    @Option(parsing: .unconditional, help: "Values of the weight decay.")
    var weightDecay: String?

    @Option(parsing: .unconditional, help: "Values of the label smoothing.")
    var labelSmoothing: String?

    /// What was given for `axis`, if anything.
    subscript(axis: Axis) -> String? {
        switch axis {
        case .momentum: momentum
        case .learningRate: learningRate
        case .batch: batch
        case .layers: layers
        case .nesterov: nesterov
        case .dampening: dampening
        case .weightDecay: weightDecay
        case .labelSmoothing: labelSmoothing
        default: preconditionFailure("\(axis.name) has no flag")
        }
    }
}
