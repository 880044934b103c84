import SweepModel
import Testing
import TrainingModel

/// How the values of axes become settings, with one optimizer and with several.
@Suite struct SweepAxesTests {
    @Test func `without a word on optimizers SGD has its defaults`() {
        let axes = SweepAxes()
        #expect(axes.optimizers == [.sgd])
        #expect(axes.settings == [.standard])
        #expect(axes.varying == [])
        #expect(axes == SweepAxes([AxisProduct(.sgd)]))
        #expect(axes == SweepAxes([.momentum: [0]]))
    }

    /// Numbers of the most digits, in the schedule with the most of them.
    @Test func `the longest word of an axis fits a message`() {
        let number = 1.7976931348623157e-300
        let schedule = Schedule(
            .cosine(to: number, over: .max),
            warmup: Schedule.Warmup(epochs: .max, start: number)
        )
        #expect(schedule.description.utf8.count <= 120)
        let words = Axis.all.flatMap { axis -> [String] in
            if case .word(_, let words) = axis.kind { words.names } else { [] }
        }
        let lengths = (words + [schedule.description]).map(\.utf8.count)
        #expect(lengths.allSatisfy { $0 <= Limits.wordSizeBytes })
    }

    @Test(arguments: Optimizer.allCases)
    func `an axis that is not given has its default with the optimizer`(optimizer: Optimizer) {
        let axes = SweepAxes([.optimizer: [.word(optimizer.rawValue)]])
        #expect(axes.settings == [.standard(with: optimizer)])
        #expect(axes.varying == [])
    }

    @Test func `values that are given are those of each optimizer, wherever they are named`() {
        let axes = SweepAxes([
            .learningRate: [0.01, 0.1], .momentum: [0], .optimizer: ["sgd", "adam"],
        ])
        #expect(axes.settings.map(\.optimizer) == [.sgd, .sgd, .adam, .adam])
        #expect(axes.settings.map(\.learningRate) == [0.01, 0.1, 0.01, 0.1])
        #expect(axes.settings.map(\.momentum) == [0, 0, 0, 0])
        #expect(axes.varying == [.learningRate, .optimizer])
    }

    @Test func `several optimizers are a sum of products, the optimizer varying slowest`() {
        let axes = SweepAxes([
            AxisProduct(.sgd, [.momentum: [0, 0.9], .learningRate: [0.1]]),
            AxisProduct(.adam, [.learningRate: [0.001, 0.01, 0.1]]),
        ])
        #expect(axes.settings.map(\.optimizer) == [.sgd, .sgd, .adam, .adam, .adam])
        #expect(axes.settings.map(\.momentum) == [0, 0.9, 0.9, 0.9, 0.9])
        #expect(axes.settings.map(\.learningRate) == [0.1, 0.1, 0.001, 0.01, 0.1])
        #expect(axes[.learningRate] == [0.1, 0.001, 0.01])
        #expect(axes.numbers(.momentum) == [0, 0.9])
        #expect(axes.varying == [.momentum, .learningRate, .optimizer])
        #expect(axes.product(of: .adam)?.varying == [.learningRate])
        #expect(axes.product(of: .rmsprop) == nil)
        #expect(axes.mergedCount == 0)
    }

    /// Adam has no Nesterov's form, so that its two combinations are one setting.
    @Test func `an axis that an optimizer does not have makes no settings of it`() {
        let axes = SweepAxes([
            .optimizer: ["sgd", "adam"], .momentum: [0.9], .nesterov: [true, false],
            .beta2: [0.99],
        ])
        #expect(axes.combinations.count == 4)
        #expect(axes.mergedCount == 1)
        #expect(axes.settings.map(\.nesterov) == [true, false, false])
        #expect(axes.settings.map(\.beta2) == [0.999, 0.999, 0.99])
        #expect(axes.varying == [.learningRate, .nesterov, .optimizer])
    }

    @Test func `an optimizer that is added takes over what is more than a default`() {
        var axes = SweepAxes([.layers: [[4, 3]], .learningRate: [0.5], .epsilon: [0.01]])
        axes[.optimizer] = ["sgd", "adam"]
        #expect(axes.settings.map(\.layers) == [[4, 3], [4, 3]])
        #expect(axes.settings.map(\.momentum) == [0, 0.9])
        #expect(axes.settings.map(\.learningRate) == [0.5, 0.5])
        #expect(axes.settings.map(\.epsilon) == [1e-8, 0.01])
        axes[.optimizer] = ["adam"]
        #expect(axes.settings.map(\.momentum) == [0.9])
    }

    @Test func `a product is counted without being listed`() {
        let many = (0..<100_000).map { AxisValue.number(Double($0 + 1) / 1_000_000) }
        let product = AxisProduct(
            .sgd,
            [.momentum: many, .learningRate: many, .weightDecay: many, .epsilon: many]
        )
        #expect(product.combinationCount == 1e20)
    }
}
