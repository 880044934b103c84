import SweepModel
import SweepSpecReader
import Testing
import TrainingModel

/// How optimizers are written, with and without values of their own.
@Suite struct OptimizerKeyTests {
    @Test(arguments: Optimizer.allCases)
    func `one optimizer has its defaults where nothing else is given`(
        optimizer: Optimizer
    ) throws {
        let axes = try read("training: {optimizer: \(optimizer.rawValue), momentum: 0.5}").axes
        var expected = Setting.standard(with: optimizer)
        expected.momentum = 0.5
        #expect(axes.settings == [expected])
    }

    /// The momenta are those of a spec that names no optimizer.
    @Test func `naming SGD changes nothing`() throws {
        let named = try read("training: {optimizer: sgd}")
        #expect(named == (try read("")))
        #expect(named.axes.numbers(.momentum) == [0, 0.1, 0.2, 0.4, 0.5])
        let flag = SpecOverride(key: .axis(.optimizer), text: "sgd", source: "--optimizer")
        for builtIn in BuiltInSpec.allCases {
            #expect(try SpecReader.read(builtIn, overrides: [flag]).spec == builtIn.spec)
        }
    }

    /// What stands behind `optimizer:` under `sweep`, all with the same meaning.
    @Test(arguments: [
        "[sgd, adam, rmsprop, adamw]", "'sgd,adam,rmsprop,adamw'", "'sgd, adam ,rmsprop,adamw'",
        "[{sgd: {}}, {adam: {}}, {rmsprop: }, adamw]", "[sgd, {adam: {}, rmsprop: {}, adamw: {}}]",
        "{sgd: {}, adam: {}, rmsprop: {}, adamw: {}}",
    ])
    func `several optimizers each have their defaults`(text: String) throws {
        let axes = try read("sweep: {optimizer: \(text)}").axes
        #expect(axes.optimizers == [.sgd, .adam, .rmsprop, .adamw])
        #expect(axes.settings == axes.optimizers.map(Setting.standard(with:)))
        #expect(axes.settings.map(\.momentum) == [0, 0.9, 0, 0.9])
        #expect(axes.settings.map(\.learningRate) == [0.1, 0.001, 0.01, 0.001])
        #expect(axes.settings.map(\.beta2) == [0.999, 0.999, 0.99, 0.999])
        #expect(axes.settings.map(\.weightDecay) == [0, 0, 0, 0.01])
    }

    @Test func `an optimizer may have values of its own`() throws {
        let text = """
            training: {weight_decay: 0.1}
            sweep:
              batch: [10, 20]
              optimizer:
                - sgd: {momentum: [0, 0.9], nesterov: true, batch: 5}
                - adam:
                    learning_rate: {log: {from: 0.001, to: 0.1, count: 3}}
                    schedule: [constant, {cosine: {}}]
                - rmsprop
            """
        let expected = SweepAxes([
            AxisProduct(
                .sgd,
                [.momentum: [0, 0.9], .nesterov: [true], .batch: [5], .weightDecay: [0.1]]
            ),
            AxisProduct(
                .adam,
                [
                    .learningRate: [0.001, 0.01, 0.1], .schedule: ["constant", "cosine(to=0)"],
                    .batch: [10, 20], .weightDecay: [0.1],
                ]
            ),
            AxisProduct(.rmsprop, [.batch: [10, 20], .weightDecay: [0.1]]),
        ])
        let axes = try read(text).axes
        #expect(axes == expected)
        #expect(axes.settings.count == 2 + 12 + 2)
    }

    @Test func `what is given is that of every optimizer without a value of its own`() throws {
        let flags = [
            SpecOverride(key: .axis(.optimizer), text: "sgd,adam", source: "--optimizer"),
            SpecOverride(key: .axis(.learningRate), text: "0.01,0.1", source: "--learning-rate"),
        ]
        let axes = try SpecReader.read(.spiral, overrides: flags).spec.axes
        let momenta: [AxisValue] = [0, 0.1, 0.2, 0.4, 0.5]
        let expected = SweepAxes([
            AxisProduct(.sgd, [.momentum: momenta, .learningRate: [0.01, 0.1]]),
            AxisProduct(.adam, [.learningRate: [0.01, 0.1]]),
        ])
        #expect(axes == expected)
        let own = "sweep: {optimizer: [sgd, {adam: {learning_rate: 0.5}}], learning_rate: [1, 2]}"
        #expect(try read(own).axes.settings.map(\.learningRate) == [1, 2, 0.5])
    }

    @Test func `one optimizer under training may have single values of its own`() throws {
        let axes = try read("training: {optimizer: {adam: {beta2: 0.9}}}").axes
        #expect(axes == SweepAxes([AxisProduct(.adam, [.beta2: [0.9]])]))
    }

    /// What stands in the file, and the start of the message that refuses it.
    static let refusals: [(text: String, message: String)] = [
        (
            "sweep:\n  optimizer:\n    - sgd\n    - adm",
            "4: sweep.optimizer: adm is not allowed; sgd, adam, adamw or rmsprop; did you mean "
                + "adam?"
        ),
        ("sweep: {optimizer: [Adam]}", "1: sweep.optimizer: Adam is not allowed; sgd, adam, adamw"),
        (
            "training: {optimizer: adam_w}",
            "1: training.optimizer: adam_w is not allowed; sgd, adam, adamw or rmsprop; did you "
                + "mean adamw?"
        ),
        ("training: {optimizer: lion}", "1: training.optimizer: lion is not allowed; sgd, adam, "),
        (
            "training: {optimizer: [sgd, adam]}",
            "1: training.optimizer: [sgd, adam] is not allowed; one value; several belong under sw"
        ),
        (
            "training: {optimizer: {sgd: {momentum: [0, 0.9]}}}",
            "1: training.optimizer: {sgd: {momentum: [0, 0.9]}} is not allowed; one value; several"
        ),
        ("sweep: {optimizer: []}", "1: sweep.optimizer: [] is not allowed; at least one value"),
        ("sweep: {optimizer: {}}", "1: sweep.optimizer: {} is not allowed; sgd, adam, adamw or"),
        ("sweep: {optimizer: [[sgd]]}", "1: sweep.optimizer: [sgd] is not allowed; sgd, adam, "),
        ("sweep: {optimizer: [sgd, sgd]}", "1: sweep.optimizer: sgd stands twice; each optimizer"),
        (
            "sweep:\n  optimizer: [adam,\n    {adam: {beta2: 0.9}}]",
            "3: sweep.optimizer.adam: adam stands twice; each optimizer may stand once, with lists"
        ),
        (
            "sweep: {optimizer: [{adam: 0.001}]}",
            "1: sweep.optimizer.adam: 0.001 is not allowed; axes with values, as in {learning_rate"
        ),
        (
            "sweep:\n  optimizer:\n    - adam:\n        lr: 0.1",
            "4: sweep.optimizer.adam.lr: is not a known key; did you mean sweep.optimizer.adam.lear"
        ),
        (
            "sweep: {optimizer: [{adam: {layers: [2, 3]}}]}",
            "1: sweep.optimizer.adam.layers: is not a known key; "
        ),
        (
            "sweep: {optimizer: [{adam: {optimizer: sgd}}]}",
            "1: sweep.optimizer.adam.optimizer: is not a known key; "
        ),
        (
            "sweep:\n  optimizer:\n    - sgd: {momentum: [0,\n        1]}",
            "4: sweep.optimizer.sgd.momentum: 1 is not allowed; a number from 0 to below 1"
        ),
        (
            "sweep: {optimizer: [{adam: {nesterov: true}}]}",
            "1: sweep.optimizer.adam.nesterov: true is not allowed; adam has no nesterov, so it wou"
        ),
        (
            "sweep: {optimizer: [{sgd: {epsilon: [1e-8, 1]}}, adam]}",
            "1: sweep.optimizer.sgd.epsilon: [1e-8, 1] is not allowed; sgd has no epsilon, so it "
        ),
        (
            "training: {optimizer: adam}\nsweep: {nesterov: [false, true]}",
            "2: sweep.nesterov: [false, true] is not allowed; adam has no nesterov, so it would ch"
        ),
        (
            "training: {dampening: 0.5}\nsweep: {optimizer: [adam, adamw]}",
            "1: training.dampening: 0.5 is not allowed; adam, adamw have no dampening, so it would "
                + "change nothing; it goes with sgd"
        ),
        (
            "training: {beta2: 0.9}",
            "1: training.beta2: 0.9 is not allowed; sgd has no beta2, so it would change nothing; i"
                + "t goes with adam, adamw, rmsprop"
        ),
        (
            "training: {momentum: 0.5}\nsweep:\n  optimizer: [{sgd: {momentum: 0}}, "
                + "{adam: {momentum: 0.9}}]",
            "1: training.momentum: 0.5 is not allowed; each optimizer has momentum of its own (a.ya"
                + "ml:3); keep one of the two"
        ),
        (
            "sweep:\n  optimizer:\n    - adam\n    - sgd: {nesterov: true,\n     dampening: 0.5}",
            "4: sweep.optimizer.sgd.nesterov: true is not allowed with dampening 0.5; Nesterov"
        ),
    ]

    @Test(arguments: refusals)
    func `a wrong optimizer is refused with its place and what is allowed`(
        text: String,
        message: String
    ) {
        let error = #expect(throws: SpecError.self) { try read(text) }
        let description = error?.description ?? ""
        #expect(description.hasPrefix("a.yaml:" + message), "\(description)")
    }

    @Test(arguments: ["adam(learning_rate=0.1)", "{adam: {learning_rate: 0.1}}", "adam=0.1"])
    func `a flag names optimizers, their own values belong to the spec`(text: String) {
        let flag = SpecOverride(key: .axis(.optimizer), text: text, source: "--optimizer")
        let error = #expect(throws: SpecError.self) {
            try SpecReader.read(.spiral, overrides: [flag])
        }
        #expect(error?.message.contains("values of its own are written in the file") == true)
    }

    @Test func `a value that only some optimizers have is allowed`() throws {
        let text = "{training: {nesterov: true, momentum: 0.9}, sweep: {optimizer: [sgd, adam]}}"
        let axes = try read(text).axes
        #expect(axes.settings.map(\.nesterov) == [true, false])
        // A default may be written for any optimizer.
        _ = try read("training: {optimizer: adam, nesterov: false, dampening: 0}")
        _ = try read("training: {optimizer: {sgd: {beta2: 0.999}}}")
    }

    @Test func `settings are counted over all optimizers`() {
        let text = """
            sweep:
              optimizer:
                - sgd: {momentum: {from: 0, to: 0.9, count: 60000}}
                - adam: {momentum: {from: 0, to: 0.9, count: 40001}}
            """
        let error = #expect(throws: SpecError.self) { try read(text) }
        let start = "a.yaml:3: sweep.optimizer: 60000 momentum (sgd) + 40001 momentum (adam): 100"
        #expect(error?.description.hasPrefix(start) == true, "\(error?.description ?? "")")
    }

    /// 10¹⁹ combinations are more than a whole number can hold.
    @Test func `far too many settings are refused`() {
        let steps = "{from: 0.1, to: 0.9, count: 60000}"
        let text = """
            sweep:
              momentum: \(steps)
              learning_rate: \(steps)
              dampening: \(steps)
              weight_decay: \(steps)
            """
        let error = #expect(throws: SpecError.self) { try read(text) }
        #expect(
            error?.message.contains("1.296e+19 settings are not allowed; at most 100000") == true
        )
    }

    // MARK: Words of other axes

    @Test(arguments: [
        ("network: {activation: ReLU}", "network.activation: ReLU is not allowed; relu, ", "relu"),
        ("network: {activation: leakyrelu}", "network.activation: leakyrelu", "leaky_relu"),
        ("network: {activation: leaky-relu}", "network.activation: leaky-relu", "leaky_relu"),
        ("network: {activation: swish}", "network.activation: swish", "silu"),
        ("network: {activation: logistic}", "network.activation: logistic", "sigmoid"),
        ("network: {activation: linear}", "network.activation: linear", "identity"),
        ("network: {activation: tahn}", "network.activation: tahn", "tanh"),
        ("network: {init: glorot}", "network.init: glorot", "xavier_uniform"),
        ("network: {init: he}", "network.init: he", "kaiming_uniform"),
        ("network: {init: xavier}", "network.init: xavier", "xavier_uniform"),
        ("training: {optimizer: sgd_momentum}", "training.optimizer: sgd_momentum", "sgd"),
        ("training: {class_weight: Balanced}", "training.class_weight: Balanced", "balanced"),
        ("training: {schedule: OneCycleLR}", "training.schedule: OneCycleLR", "one_cycle"),
        ("sweep: {activation: [relu, gleu]}", "sweep.activation: gleu", "gelu"),
    ])
    func `a word of another tool or a misspelled one is answered with ours`(
        text: String,
        start: String,
        meant: String
    ) {
        let error = #expect(throws: SpecError.self) { try read(text) }
        let description = error?.description ?? ""
        #expect(description.hasPrefix("a.yaml:1: \(start)"), "\(description)")
        #expect(description.hasSuffix("; did you mean \(meant)?"), "\(description)")
    }

    private func read(_ text: String) throws -> SweepSpec {
        try SpecReader.read(text, fileName: "a.yaml").spec
    }
}
