/// One combination of hyper-parameters: what a sweep compares.
///
/// Each property is the value of one row of ``Axis/all``, which has its range and its names.
public struct Setting: Hashable, Sendable {
    /// μ of SGD.
    public var momentum = 0.0

    /// η of SGD.
    public var learningRate = 0.1

    /// Samples in a mini-batch.
    public var batch = 20

    /// Units of each layer, from the input to the output.
    public var layers = [2, 50, 3]

    /// Whether SGD looks ahead (Nesterov's form).
    public var nesterov = false

    /// τ of SGD, the share of the gradient that does not enter the velocity.
    public var dampening = 0.0

    /// λ of SGD's L2 penalty.
    public var weightDecay = 0.0

    /// ε, the share of each sample's target that all classes have alike.
    public var labelSmoothing = 0.0

    /// How parameters move along their gradients.
    public var optimizer = Optimizer.sgd

    /// β₂ of Adam and AdamW, α of RMSprop.
    public var beta2 = 0.999

    /// ε of Adam, AdamW and RMSprop.
    public var epsilon = 1e-8

    /// What hidden units make of their sums.
    public var activation = Activation.relu

    /// From which distribution initial weights are drawn.
    public var initialization = Initialization.pytorch

    /// How learning rate and momentum change in the course of a training.
    public var schedule = Schedule.constant

    /// How much samples of each class count in the loss that is minimized.
    public var classWeight = ClassWeight.none

    /// The largest norm of a gradient; 0 where none is shortened.
    public var clipNorm = 0.0

    /// The share of hidden units that is left out of each step.
    public var dropout = 0.0

    /// The setting in which every axis has its default.
    public static let standard = Setting()

    /// Combines the given hyper-parameters with the defaults of the others.
    public init(
        momentum: Double = 0,
        learningRate: Double = 0.1,
        batch: Int = 20,
        layers: [Int] = [2, 50, 3],
        nesterov: Bool = false,
        dampening: Double = 0,
        weightDecay: Double = 0,
        labelSmoothing: Double = 0
    ) {
        self.momentum = momentum
        self.learningRate = learningRate
        self.batch = batch
        self.layers = layers
        self.nesterov = nesterov
        self.dampening = dampening
        self.weightDecay = weightDecay
        self.labelSmoothing = labelSmoothing
    }

    /// The setting in which every axis has the default that it has with `optimizer`.
    ///
    /// - Source: the defaults of `torch.optim`, but for the learning rate of SGD.
    public static func standard(with optimizer: Optimizer) -> Setting {
        var setting = Setting.standard
        setting.optimizer = optimizer
        switch optimizer {
        case .sgd: break
        case .adam, .adamw:
            setting.momentum = 0.9
            setting.learningRate = 0.001
            if optimizer == .adamw { setting.weightDecay = 0.01 }
        case .rmsprop:
            setting.learningRate = 0.01
            setting.beta2 = 0.99
        }
        return setting
    }

    /// The step that SGD takes in the long run along a constant gradient, η·(1−τ)/(1−μ), before
    /// any schedule; `nil` with other optimizers, whose steps do not grow with the gradient.
    ///
    /// - Source: the geometric sum of v ← μ·v + (1−τ)·g.
    public var effectiveLearningRate: Double? {
        effectiveLearningRate(
            with: StepValues(learningRate: learningRate, momentum: momentum)
        )
    }

    /// The step that SGD would take in the long run with the values of one step of a schedule;
    /// `nil` with other optimizers.
    public func effectiveLearningRate(with values: StepValues) -> Double? {
        guard optimizer == .sgd else { return nil }
        return values.learningRate * (1 - dampening) / (1 - values.momentum)
    }

    /// What a step is made with.
    ///
    /// - Parameter step: The step; it counts by its epoch unless the schedule changes in epochs.
    /// - Returns: Learning rate and momentum of the schedule.
    public func stepValues(at step: TrainingStep) -> StepValues {
        let peak = StepValues(learningRate: learningRate, momentum: momentum)
        return schedule.values(of: peak, at: step)
    }

    /// The setting that trains the same, with the default of each axis that has no effect in it.
    ///
    /// Without momentum SGD has no velocity, so Nesterov's form and the dampening change nothing;
    /// other optimizers have neither, and SGD has no β₂ and no ε. Without hidden layers there is no
    /// activation and nothing to drop.
    ///
    /// - Source: PyTorch, `torch.optim.SGD`, which uses both only where momentum is not 0.
    public var canonical: Setting {
        let standard = Setting.standard(with: optimizer)
        var setting = self
        for axis in optimizer.absentAxes { setting[axis] = standard[axis] }
        if momentum == 0 {
            setting.nesterov = standard.nesterov
            setting.dampening = standard.dampening
        }
        if layers.count == 2 {
            setting.activation = standard.activation
            setting.dropout = standard.dropout
        }
        return setting
    }

    /// Why a training does not take this combination, or `nil` if it does; what depends on the
    /// number of epochs is not looked at.
    ///
    /// - Source: PyTorch, `torch.optim.SGD`, which refuses the first.
    public var conflict: AxisConflict? {
        if optimizer == .sgd, nesterov, dampening != 0 {
            return AxisConflict(
                axis: .nesterov,
                message: "true is not allowed with dampening \(dampening); "
                    + "Nesterov momentum takes dampening 0, as in PyTorch"
            )
        }
        if case .oneCycle(let base) = schedule.decay, momentum < base {
            return AxisConflict(
                axis: .schedule,
                message: "\(schedule) is not allowed with momentum \(momentum); a cycle goes from "
                    + "the momentum down to its base, so it takes a momentum of at least \(base)"
            )
        }
        return nil
    }

    /// The value of `axis`.
    ///
    /// - Precondition: A value that is set is of the kind of the axis; numbers of axes that count
    ///   are whole.
    public subscript(axis: Axis) -> AxisValue {
        get { axis.read(self) }
        set {
            switch (axis.kind, newValue) {
            case (.number(let field, _), .number(let number)): field.write(&self, number)
            case (.whole(let field, _), .number(let number)): field.write(&self, Int(number))
            case (.boolean(let field), .boolean(let isOn)): field.write(&self, isOn)
            case (.layers(let field), .layers(let units)): field.write(&self, units)
            case (.word(let field, _), .word(let word)): field.write(&self, word)
            default: preconditionFailure("\(axis.name) takes no \(newValue)")
            }
        }
    }

    /// The first axis whose value is outside of its range, or `nil` if there is none.
    public var axisOutOfRange: Axis? { Axis.all.first { !$0.allows(self[$0]) } }
}

extension Setting {
    /// Makes sure that a trainer may rely on the ranges.
    ///
    /// - Precondition: Every value is in the range of its axis, and they go together.
    public func checkRanges() {
        if let axis = axisOutOfRange {
            preconditionFailure("\(axis.name) is out of range: \(axis.text(of: self))")
        }
        if let conflict { preconditionFailure("\(conflict.axis.name): \(conflict.message)") }
    }
}

/// Why values of several axes do not go together.
public struct AxisConflict: Hashable, Sendable {
    /// The axis whose value is to blame.
    public let axis: Axis

    /// What about its value is not allowed, and what is instead.
    public let message: String
}
