import NeuralNet
import TrainingModel

/// Packs for tests of one optimizer: runs that differ in every setting of it.
struct OptimizerVariety: Sendable, CustomStringConvertible {
    /// The optimizer of all runs.
    let optimizer: Optimizer

    /// Whether some runs shorten their gradients.
    let clips: Bool

    /// Each optimizer, with and without.
    static let all = Optimizer.allCases.flatMap { optimizer in
        [false, true].map { OptimizerVariety(optimizer: optimizer, clips: $0) }
    }

    /// One schedule of each kind, and the constant one.
    static let schedules: [Schedule] = [
        .constant,
        Schedule(.step(every: 2, factor: 0.5)),
        Schedule(.exponential(factor: 0.75), warmup: Schedule.Warmup(epochs: 1, start: 0.25)),
        Schedule(.cosine(to: 0.125, over: nil)),
        Schedule(.oneCycle(baseMomentum: 0.25)),
        Schedule(.oneCycle(baseMomentum: 0)),
    ]

    var description: String { clips ? "\(optimizer.title) with clipping" : optimizer.title }

    /// Sixteen runs, no two alike.
    var runs: [RunConfiguration] {
        (0..<16).map { index in
            var setting = Setting.standard(with: optimizer)
            setting.schedule = Self.schedules[index % Self.schedules.count]
            setting.momentum = [0.9, 0.5, 0, 0.4][index % 4]
            // A cycle goes down to its base.
            if setting.conflict != nil { setting.momentum = 0.5 }
            setting.learningRate = (optimizer == .sgd ? 0.05 : 0.005) * Double(1 + index % 3)
            setting.beta2 = [0.999, 0.9, 0.5][index % 3]
            setting.epsilon = [1e-3, 1e-2][index % 2]
            setting.weightDecay = index % 3 == 1 ? 0.1 : 0
            setting.nesterov = optimizer == .sgd && index % 5 == 1
            if clips, index % 2 == 1 { setting.clipNorm = [0.1, 1, 100][index % 3] }
            return RunConfiguration(setting, seed: UInt64(index / 2))
        }
    }

    /// The training of a shape.
    func configuration(_ shape: TestShape, epochs: Int, shuffle: Bool) -> TrainingConfiguration {
        var setting = Setting.standard(with: optimizer)
        setting.batch = shape.batch
        setting.layers = shape.layers
        return TrainingConfiguration(PackShape(setting), epochs: epochs, shuffle: shuffle)
    }
}
