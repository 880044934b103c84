internal import ArgumentParser
internal import SweepSpecReader
internal import TrainingModel

/// The flags of the hyper-parameters, each of which may have several values.
struct AxisFlags: SpecFlags {
    static var table: [(key: SpecKey, flag: KeyPath<AxisFlags, String?>)] {
        [
            (.axis(.momentum), \.momentum), (.axis(.learningRate), \.learningRate),
            (.axis(.batch), \.batch), (.axis(.layers), \.layers), (.axis(.nesterov), \.nesterov),
            (.axis(.dampening), \.dampening), (.axis(.weightDecay), \.weightDecay),
            (.axis(.labelSmoothing), \.labelSmoothing), (.axis(.optimizer), \.optimizer),
            (.axis(.beta2), \.beta2), (.axis(.epsilon), \.epsilon),
            (.axis(.activation), \.activation), (.axis(.initialization), \.initialization),
            (.axis(.schedule), \.schedule), (.axis(.classWeight), \.classWeight),
            (.axis(.clipNorm), \.clipNorm), (.axis(.dropout), \.dropout), (.hidden, \.hidden),
        ]
    }

    @Option(
        parsing: .unconditional,
        help: "Optimizers: sgd, adam, adamw or rmsprop, separated by commas (default: sgd)."
    )
    var optimizer: String?

    @Option(
        parsing: .unconditional,
        help: """
            Values of μ, which is β₁ of adam and adamw: 0,0.5,0.9 or 0:0.9:10 (from, to, count) \
            or log1m(0.9,0.999,5) (default: 0,0.1,0.2,0.4,0.5 of sgd, in a file 0 beside other \
            optimizers; 0 of rmsprop; 0.9 of adam and adamw).
            """
    )
    var momentum: String?

    @Option(
        parsing: .unconditional,
        help: """
            Values of the learning rate (default: 0.1 of sgd, 0.001 of adam and adamw, 0.01 of \
            rmsprop).
            """
    )
    var learningRate: String?

    @Option(
        parsing: .unconditional,
        help: "Nesterov momentum of sgd: false, true or false,true (default: false)."
    )
    var nesterov: String?

    @Option(
        parsing: .unconditional,
        help: "Values of the dampening of sgd, from 0 to 1 (default: 0)."
    )
    var dampening: String?

    @Option(
        parsing: .unconditional,
        help: """
            Values of β₂ of adam and adamw, and of α of rmsprop (default: 0.999, of rmsprop \
            0.99).
            """
    )
    var beta2: String?

    @Option(
        parsing: .unconditional,
        help: "Values of ε of adam, adamw and rmsprop (default: 1e-8)."
    )
    var epsilon: String?

    @Option(
        parsing: .unconditional,
        help: "Values of the weight decay (default: 0, of adamw 0.01)."
    )
    var weightDecay: String?

    @Option(
        parsing: .unconditional,
        help: """
            Schedules of the learning rate: constant, step(30,0.1), exponential(0.95), cosine, \
            cosine(to=0.1,over=50) or one_cycle(0.85), in epochs; +warmup(5) behind any but the \
            last raises it from a tenth in 5 epochs (default: constant).
            """
    )
    var schedule: String?

    @Option(
        parsing: .unconditional,
        help: """
            Largest norms of the gradient, to which longer ones are shortened (default: 0, any \
            norm).
            """
    )
    var clipNorm: String?

    @Option(parsing: .unconditional, help: "Samples in a mini-batch (default: 20).")
    var batch: String?

    @Option(
        parsing: .unconditional,
        help: """
            Units of hidden layers, such as 32,16; separate several lists with a slash (default: \
            50).
            """
    )
    var hidden: String?

    @Option(
        parsing: .unconditional,
        help: "Units of all layers, such as 2,50,3; separate several lists with a slash."
    )
    var layers: String?

    @Option(
        parsing: .unconditional,
        help: """
            Activations: relu, leaky_relu, elu, tanh, sigmoid, silu, gelu or identity (default: \
            relu).
            """
    )
    var activation: String?

    @Option(
        name: .customLong("init"),
        parsing: .unconditional,
        help: "Initial weights: pytorch, xavier_uniform or kaiming_uniform (default: pytorch)."
    )
    var initialization: String?

    @Option(
        parsing: .unconditional,
        help: "Shares of hidden units that are left out of each step (default: 0)."
    )
    var dropout: String?

    @Option(
        parsing: .unconditional,
        help: "Values of the label smoothing, from 0 to 1 (default: 0)."
    )
    var labelSmoothing: String?

    @Option(
        parsing: .unconditional,
        help: "Weights of the classes in the loss: none or balanced (default: none)."
    )
    var classWeight: String?
}
