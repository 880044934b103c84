import Testing
import TrainingModel

/// What settings are equal in training, which go together, and what stands where nothing is given.
@Suite struct SettingTests {
    private func setting(_ change: (inout Setting) -> Void) -> Setting {
        var setting = Setting.standard
        change(&setting)
        return setting
    }

    @Test(arguments: [
        (Optimizer.sgd, 0.0, 0.1, 0.0, 0.999), (.adam, 0.9, 0.001, 0, 0.999),
        (.adamw, 0.9, 0.001, 0.01, 0.999), (.rmsprop, 0, 0.01, 0, 0.99),
    ])
    func `defaults are those of torch.optim, but for the rate of SGD`(
        optimizer: Optimizer,
        momentum: Double,
        learningRate: Double,
        weightDecay: Double,
        beta2: Double
    ) {
        let expected = setting {
            $0.optimizer = optimizer
            $0.momentum = momentum
            $0.learningRate = learningRate
            $0.weightDecay = weightDecay
            $0.beta2 = beta2
        }
        #expect(Setting.standard(with: optimizer) == expected)
        #expect(expected.canonical == expected)
        #expect(expected.epsilon == 1e-8)
        for axis in Axis.all {
            #expect(axis.defaultValue(with: optimizer) == expected[axis])
            #expect(axis.allows(expected[axis]))
        }
        #expect(Setting.standard(with: .sgd) == .standard)
    }

    @Test func `without momentum SGD neither looks ahead nor dampens`() {
        let damped = setting {
            $0.nesterov = true
            $0.dampening = 0.5
        }
        #expect(damped.canonical == .standard)
        let moving = setting {
            $0.momentum = 0.5
            $0.nesterov = true
        }
        #expect(moving.canonical == moving)
    }

    @Test(arguments: Optimizer.allCases)
    func `an axis that the optimizer does not have takes its default`(optimizer: Optimizer) {
        var all = Setting.standard(with: optimizer)
        all.momentum = 0.5
        all.nesterov = true
        all.dampening = 0.25
        all.beta2 = 0.5
        all.epsilon = 1e-3
        var expected = all
        if optimizer == .sgd {
            expected.beta2 = 0.999
            expected.epsilon = 1e-8
        } else {
            expected.nesterov = false
            expected.dampening = 0
        }
        #expect(all.canonical == expected)
        #expect(all.canonical.canonical == expected)
    }

    @Test func `without hidden layers there is no activation and nothing to drop`() {
        let flat = setting {
            $0.layers = [4, 3]
            $0.activation = .gelu
            $0.dropout = 0.5
        }
        #expect(flat.canonical == setting { $0.layers = [4, 3] })
        let deep = setting {
            $0.layers = [4, 5, 3]
            $0.activation = .gelu
            $0.dropout = 0.5
        }
        #expect(deep.canonical == deep)
    }

    @Test func `only SGD refuses Nesterov's form with dampening`() {
        let damped = setting {
            $0.momentum = 0.9
            $0.nesterov = true
            $0.dampening = 0.5
        }
        #expect(damped.conflict?.axis == .nesterov)
        var other = damped
        other.optimizer = .rmsprop
        #expect(other.conflict == nil)
    }

    @Test(arguments: [(0.85, 0.85, false), (0.84, 0.85, true), (0, 0, false), (0, 0.1, true)])
    func `a cycle takes a momentum of at least its base`(
        momentum: Double,
        base: Double,
        isRefused: Bool
    ) {
        let cycle = setting {
            $0.momentum = momentum
            $0.schedule = Schedule(.oneCycle(baseMomentum: base))
        }
        #expect(cycle.conflict?.axis == (isRefused ? .schedule : nil))
        #expect(cycle.conflict?.message.contains("at least \(base)") ?? true)
    }

    @Test func `words are the names of the choices`() {
        #expect(Axis.optimizer.allowed == "sgd, adam, adamw or rmsprop")
        #expect(Axis.classWeight.allowed == "none or balanced")
        for name in ["leaky_relu", "gelu", "identity"] {
            #expect(Axis.activation.allows(.word(name)))
        }
        for name in ["", "ReLU", "relu ", "leakyRelu", "softplus"] {
            #expect(!Axis.activation.allows(.word(name)))
        }
        #expect(!Axis.optimizer.allows(1))
        #expect(!Axis.momentum.allows("adam"))
    }
}
