import Testing
import TrainingModel

/// The table of hyper-parameters, on which specs, messages, stores and files rely.
@Suite struct AxisTests {
    private let setting = Setting(
        momentum: 0.9,
        learningRate: 0.1,
        batch: 20,
        layers: [2, 50, 3],
        nesterov: true,
        weightDecay: 1e-4
    )

    @Test func `ids count up from 1, and no name stands twice`() {
        #expect(Axis.all.map(\.id) == Array(1...Axis.all.count))
        #expect(Set(Axis.all.map(\.name)).count == Axis.all.count)
        #expect(Axis.withID(0) == nil)
        #expect(Axis.withID(Axis.all.count + 1) == nil)
        #expect(Axis.all.allSatisfy { Axis.withID($0.id) == $0 })
    }

    /// Run directories and workers of other builds know the axes by these numbers.
    @Test func `the axes of the first edition keep their numbers and names`() {
        let names = [
            "momentum", "learning_rate", "batch", "layers", "nesterov", "dampening",
            "weight_decay",
        ]
        #expect(Axis.all.prefix(7).map(\.name) == names)
    }

    @Test(arguments: [
        (Axis.momentum, "0.9"), (.learningRate, "0.1"), (.batch, "20"), (.layers, "2-50-3"),
        (.nesterov, "true"), (.dampening, "0.0"), (.weightDecay, "0.0001"),
        (.labelSmoothing, "0.0"),
    ])
    func `each value is written as in the data files`(axis: Axis, text: String) {
        #expect(axis.text(of: setting) == text)
    }

    @Test func `what is set is what is read, for every axis`() {
        let values: [Axis: AxisValue] = [
            .layers: [3, 4], .nesterov: true, .batch: 7, .optimizer: "adamw", .activation: "silu",
            .initialization: "kaiming_uniform", .schedule: "exponential(0.9)+warmup(2)",
            .classWeight: "balanced",
        ]
        for axis in Axis.all {
            var changed = Setting.standard
            let value = values[axis] ?? 0.25
            changed[axis] = value
            #expect(changed[axis] == value)
            for other in Axis.all where other != axis {
                #expect(changed[other] == other.defaultValue)
            }
        }
    }

    @Test func `every default is allowed`() {
        #expect(Axis.all.allSatisfy { $0.allows($0.defaultValue) })
        #expect(Setting.standard.axisOutOfRange == nil)
        #expect(Setting.standard.conflict == nil)
    }

    @Test(arguments: [
        (Axis.momentum, AxisValue.number(1)), (.momentum, .number(Double(Float(1)) - 1e-9)),
        (.momentum, -0.1), (.momentum, .number(.nan)), (.momentum, true), (.learningRate, 0),
        (.learningRate, 1e7), (.batch, 0), (.batch, 1.5), (.batch, .number(.infinity)),
        (.layers, .layers([2])), (.layers, .layers([2, 0])), (.layers, .layers([2, 65_537])),
        (.layers, 3),
        (.nesterov, 1), (.dampening, 1.5), (.weightDecay, -1), (.labelSmoothing, 1.01),
        (.clipNorm, -1), (.clipNorm, 1e-46), (.clipNorm, .number(.nan)),
    ])
    func `a value out of range is not allowed`(axis: Axis, value: AxisValue) {
        #expect(!axis.allows(value))
    }

    @Test func `no limit of a gradient is 0, and the smallest is above 0 as a Float`() {
        #expect(Axis.clipNorm.allows(0))
        #expect(Axis.clipNorm.allows(1e-45))
    }

    @Test func `Nesterov's method takes no dampening`() {
        var damped = setting
        damped.dampening = 0.5
        #expect(damped.conflict?.axis == .nesterov)
        #expect(damped.conflict?.message.contains("dampening 0.5") == true)
        #expect(setting.conflict == nil)
    }

    /// Along a constant gradient the velocity sums up to (1−τ)/(1−μ) gradients.
    @Test func `the effective learning rate is the limit of the steps, and of SGD alone`() throws {
        var damped = setting
        damped.dampening = 0.5
        var velocity = 1.0
        for _ in 0..<1_000 { velocity = 0.9 * velocity + (1 - 0.5) * 1 }
        let rate = try #require(damped.effectiveLearningRate)
        #expect(abs(rate - 0.1 * velocity) < 1e-12)
        damped.optimizer = .rmsprop
        #expect(damped.effectiveLearningRate == nil)
    }

    @Test func `a pack's shape counts weights and biases`() {
        #expect(PackShape(Setting(batch: 20, layers: [2, 50, 3])).parameterCount == 303)
        #expect(PackShape(Setting(batch: 32, layers: [64, 128, 64, 10])).parameterCount == 17_226)
    }

    @Test func `settings that differ only in axes of runs have one shape`() {
        #expect(PackShape(setting) == PackShape(Setting(batch: 20, layers: [2, 50, 3])))
        #expect(PackShape(setting) != PackShape(Setting(batch: 21, layers: [2, 50, 3])))
    }
}
