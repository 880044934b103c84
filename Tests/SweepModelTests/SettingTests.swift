import SweepModel
import Testing

/// What a setting says of itself.
@Suite struct SettingTests {
    private let setting = Setting(
        momentum: 0.9,
        learningRate: 0.1,
        batch: 20,
        layers: [2, 50, 3],
        nesterov: true,
        weightDecay: 1e-4
    )

    @Test(arguments: [
        (HyperParameter.momentum, "0.9"), (.learningRate, "0.1"), (.batch, "20"),
        (.layers, "2-50-3"), (.nesterov, "true"), (.dampening, "0.0"), (.weightDecay, "0.0001"),
    ])
    func `each value is written as in the data files`(parameter: HyperParameter, text: String) {
        #expect(setting.text(of: parameter) == text)
    }

    /// Along a constant gradient the velocity sums up to (1−τ)/(1−μ) gradients.
    @Test func `the effective learning rate is the limit of the steps`() {
        var damped = setting
        damped.dampening = 0.5
        var velocity = 1.0
        for _ in 0..<1_000 { velocity = 0.9 * velocity + (1 - 0.5) * 1 }
        #expect(abs(damped.effectiveLearningRate - 0.1 * velocity) < 1e-12)
    }

    @Test func `a pack's shape counts weights and biases`() {
        #expect(PackShape(layers: [2, 50, 3], batch: 20).parameterCount == 303)
        #expect(PackShape(layers: [64, 128, 64, 10], batch: 32).parameterCount == 17_226)
    }
}
