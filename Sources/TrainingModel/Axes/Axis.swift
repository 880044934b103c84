/// One hyper-parameter: the only place that states its name, its allowed values and its default.
///
/// Spec, flags, plan, messages, store, exports and page go through ``all``. A new axis is a
/// property of ``Setting``, a row here and a flag; then its arithmetic.
public struct Axis: Sendable, Identifiable {
    /// The property of a setting that holds the axis's value.
    ///
    /// Two functions and no key path: these are compiled, a key path from a table is walked at each
    /// use, and every message of a pack reads or writes all axes of 16 runs.
    public struct Field<Value>: Sendable {
        /// Reads the property.
        public let read: @Sendable (Setting) -> Value

        /// Writes the property.
        public let write: @Sendable (inout Setting, Value) -> Void
    }

    /// What kind of values the axis takes, and where a setting keeps them.
    public enum Kind: Sendable {
        /// Numbers of a range.
        case number(Field<Double>, NumberRange)

        /// Whole numbers of a range.
        case whole(Field<Int>, ClosedRange<Int>)

        /// `true` and `false`.
        case boolean(Field<Bool>)

        /// Lists of units, from the input to the output.
        case layers(Field<[Int]>)

        /// Words, such as the name of a function.
        case word(Field<String>, Words)
    }

    /// What may differ in the value: the runs of a pack, or only packs.
    public enum Scope: Hashable, Sendable {
        /// Each lane of a pack has a value of its own.
        case run

        /// All runs of a pack have the same value, since it fixes sizes or code.
        case pack
    }

    /// The section of the spec in which one value may be given instead of under `sweep`.
    public enum Section: String, Hashable, Sendable {
        case network
        case training
    }

    /// Where PyTorch takes the value.
    public enum PyTorchCall: Hashable, Sendable {
        /// The class of the optimizer in `torch.optim`, if that has the axis.
        case optimizer

        /// `torch.nn.CrossEntropyLoss`.
        case loss
    }

    /// An argument of a call in PyTorch.
    public struct PyTorchArgument: Hashable, Sendable {
        /// The call.
        public let call: PyTorchCall

        /// The argument's name.
        public let name: String

        /// The name in Adam and AdamW; axes of one name are a tuple, by ascending id.
        public let nameInAdam: String

        /// What must hold beside the value, as a Python expression; empty if nothing.
        public let condition: String
    }

    /// The number by which messages and stores know the axis: given once, never used again.
    public let id: Int

    /// The key in specs and the column in tables, for example `learning_rate`.
    public let name: String

    /// The name in prose, for example `learning rate`.
    public let title: String

    /// The letter in formulas, or the title if there is none.
    public let symbol: String

    /// Where one value may be given in a spec.
    public let section: Section

    /// Whether runs of a pack may differ in it.
    public let scope: Scope

    /// What it takes.
    public let kind: Kind

    /// Where PyTorch takes it, or `nil` if the program that repeats runs has it elsewhere.
    public let pyTorch: PyTorchArgument?

    /// Whether resolved specs write the value out also where it is the default.
    ///
    /// True for the axes of the first edition only: an axis that comes later changes no digest.
    public let isAlwaysWritten: Bool

    /// Reads the axis's value of a setting.
    let read: @Sendable (Setting) -> AxisValue
}

// MARK: The table

extension Axis {
    /// μ, the share of the velocity that is kept from step to step.
    ///
    /// The largest one is the Float before 1, since Floats are what is trained with.
    public static let momentum = Axis(
        1,
        "momentum",
        symbol: "μ",
        .run,
        .number(
            Field(read: \.momentum, write: { $0.momentum = $1 }),
            .belowOne
        ),
        pyTorch: PyTorchArgument(.optimizer, "momentum", inAdam: "betas"),
        isAlwaysWritten: true
    )

    /// η, the length of a step along the velocity.
    public static let learningRate = Axis(
        2,
        "learning_rate",
        symbol: "η",
        .run,
        .number(Field(read: \.learningRate, write: { $0.learningRate = $1 }), .positive),
        pyTorch: PyTorchArgument(.optimizer, "lr"),
        isAlwaysWritten: true
    )

    /// The samples of a mini-batch.
    public static let batch = Axis(
        3,
        "batch",
        .pack,
        .whole(Field(read: \.batch, write: { $0.batch = $1 }), 1...Limits.batch),
        isAlwaysWritten: true
    )

    /// The units of each layer.
    public static let layers = Axis(
        4,
        "layers",
        section: .network,
        .pack,
        .layers(Field(read: \.layers, write: { $0.layers = $1 })),
        isAlwaysWritten: true
    )

    /// Whether the step looks ahead along the velocity.
    public static let nesterov = Axis(
        5,
        "nesterov",
        title: "Nesterov",
        .run,
        .boolean(Field(read: \.nesterov, write: { $0.nesterov = $1 })),
        pyTorch: PyTorchArgument(.optimizer, "nesterov", and: "setting[\"momentum\"] > 0"),
        isAlwaysWritten: true
    )

    /// τ, the share of the gradient that does not enter the velocity.
    public static let dampening = Axis(
        6,
        "dampening",
        symbol: "τ",
        .run,
        .number(Field(read: \.dampening, write: { $0.dampening = $1 }), .share),
        pyTorch: PyTorchArgument(.optimizer, "dampening"),
        isAlwaysWritten: true
    )

    /// λ, the share of the parameter that is added to its gradient.
    public static let weightDecay = Axis(
        7,
        "weight_decay",
        symbol: "λ",
        .run,
        .number(Field(read: \.weightDecay, write: { $0.weightDecay = $1 }), .notNegative),
        pyTorch: PyTorchArgument(.optimizer, "weight_decay"),
        isAlwaysWritten: true
    )

    /// ε, the share of each sample's target that all classes have alike.
    public static let labelSmoothing = Axis(
        8,
        "label_smoothing",
        symbol: "ε",
        .run,
        .number(Field(read: \.labelSmoothing, write: { $0.labelSmoothing = $1 }), .share),
        pyTorch: PyTorchArgument(.loss, "label_smoothing")
    )

    /// How parameters move along their gradients.
    public static let optimizer = Axis(
        9,
        "optimizer",
        .pack,
        .word(.named(read: \.optimizer, write: { $0.optimizer = $1 }), .names(of: Optimizer.self))
    )

    /// β₂, the share of the mean square of the gradients that is kept from step to step; the α of
    /// RMSprop.
    public static let beta2 = Axis(
        10,
        "beta2",
        title: "β₂",
        symbol: "β₂",
        .run,
        .number(Field(read: \.beta2, write: { $0.beta2 = $1 }), .belowOne),
        pyTorch: PyTorchArgument(.optimizer, "alpha", inAdam: "betas")
    )

    /// ε, what is added to the root of the mean square before the division by it.
    public static let epsilon = Axis(
        11,
        "epsilon",
        .run,
        .number(Field(read: \.epsilon, write: { $0.epsilon = $1 }), .notNegative),
        pyTorch: PyTorchArgument(.optimizer, "eps")
    )

    /// What hidden units make of their sums.
    public static let activation = Axis(
        12,
        "activation",
        section: .network,
        .pack,
        .word(
            .named(read: \.activation, write: { $0.activation = $1 }),
            .names(of: Activation.self)
        )
    )

    /// From which distribution initial weights are drawn.
    public static let initialization = Axis(
        13,
        "init",
        title: "initialization",
        section: .network,
        .run,
        .word(
            .named(read: \.initialization, write: { $0.initialization = $1 }),
            .names(of: Initialization.self)
        )
    )

    /// How learning rate and momentum change in the course of a training.
    public static let schedule = Axis(
        14,
        "schedule",
        .run,
        .word(
            Field(
                read: { $0.schedule.description },
                write: { setting, text in
                    guard let schedule = Schedule(text) else {
                        preconditionFailure("\(text) is no schedule")
                    }
                    setting.schedule = schedule
                }
            ),
            Schedule.words
        )
    )

    /// How much samples of each class count in the loss that is minimized.
    public static let classWeight = Axis(
        15,
        "class_weight",
        .pack,
        .word(
            .named(read: \.classWeight, write: { $0.classWeight = $1 }),
            .names(of: ClassWeight.self)
        )
    )

    /// The largest norm of a gradient, to which longer ones are shortened; 0 where none are.
    public static let clipNorm = Axis(
        16,
        "clip_norm",
        title: "largest gradient norm",
        .run,
        .number(Field(read: \.clipNorm, write: { $0.clipNorm = $1 }), .notNegative)
    )

    /// The share of hidden units that is left out of each step.
    public static let dropout = Axis(
        17,
        "dropout",
        .run,
        .number(Field(read: \.dropout, write: { $0.dropout = $1 }), .belowOne)
    )

    /// All axes by ascending id; of a sweep's settings the first axis varies slowest.
    public static let all = [
        momentum, learningRate, batch, layers, nesterov, dampening, weightDecay, labelSmoothing,
        optimizer, beta2, epsilon, activation, initialization, schedule, classWeight, clipNorm,
        dropout,
    ]

    /// The axes in which the runs of a pack may differ.
    public static let ofRuns = all.filter { $0.scope == .run }

    /// The axes in which only packs differ.
    public static let ofPacks = all.filter { $0.scope == .pack }

    /// The axis with the number `id`, or `nil` if this program has none.
    public static func withID(_ id: Int) -> Axis? {
        all.indices.contains(id - 1) ? all[id - 1] : nil
    }

    private init(
        _ id: Int,
        _ name: String,
        title: String? = nil,
        symbol: String? = nil,
        section: Section = .training,
        _ scope: Scope,
        _ kind: Kind,
        pyTorch: PyTorchArgument? = nil,
        isAlwaysWritten: Bool = false
    ) {
        let title = title ?? String(name.map { $0 == "_" ? " " : $0 })
        self.init(
            id: id,
            name: name,
            title: title,
            symbol: symbol ?? title,
            section: section,
            scope: scope,
            kind: kind,
            pyTorch: pyTorch,
            isAlwaysWritten: isAlwaysWritten,
            read: kind.read
        )
    }
}

extension Axis.Kind {
    /// What reads a value of this kind.
    fileprivate var read: @Sendable (Setting) -> AxisValue {
        switch self {
        case .number(let field, _): { .number(field.read($0)) }
        case .whole(let field, _): { .number(Double(field.read($0))) }
        case .boolean(let field): { .boolean(field.read($0)) }
        case .layers(let field): { .layers(field.read($0)) }
        case .word(let field, _): { .word(field.read($0)) }
        }
    }
}

extension Axis.PyTorchArgument {
    fileprivate init(
        _ call: Axis.PyTorchCall,
        _ name: String,
        inAdam nameInAdam: String? = nil,
        and condition: String = ""
    ) {
        self.init(
            call: call,
            name: name,
            nameInAdam: nameInAdam ?? name,
            condition: condition
        )
    }

    /// The argument's name in the class of `optimizer`.
    public func name(with optimizer: Optimizer) -> String {
        switch optimizer {
        case .sgd, .rmsprop: name
        case .adam, .adamw: nameInAdam
        }
    }
}

extension Axis: Hashable {
    /// Whether both are the same axis.
    public static func == (left: Axis, right: Axis) -> Bool { left.id == right.id }

    /// Feeds the id.
    public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
