import SweepModel
import SweepSpecReader
import SweepTesting
import Testing
import TrainingModel

/// Specs of several optimizers, written and read again.
@Suite struct SpecRoundTripTests {
    @Test(arguments: 0..<200)
    func `a random spec is read as it was written`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let spec = random.spec()
        let text = SpecWriter.text(of: spec)
        let read = try SpecReader.read(text, fileName: "sweep.yaml").spec
        #expect(read == spec, "\(text)")
        #expect(SpecWriter.text(of: read) == text)
        let again = try SpecReader.read(text, fileName: "a.yaml", overrides: [], changing: spec)
        #expect(again.spec == spec)
        let unchanged = try SpecReader.read(nil, fileName: "", overrides: [], changing: spec)
        #expect(unchanged.spec == spec)
    }

    @Test func `what optimizers share is written once, the rest with each of them`() {
        var spec = SweepSpec.spiral
        spec.axes = SweepAxes([
            AxisProduct(.sgd, [.momentum: [0, 0.9], .epsilon: [0.01]]),
            AxisProduct(.adam, [.learningRate: [0.001, 0.01], .epsilon: [0.01]]),
            AxisProduct(.rmsprop, [.learningRate: [0.1], .schedule: ["step(3,0.1)"]]),
        ])
        let expected = """
            sweep:
              batch: [20]
              layers: [[2, 50, 3]]
              nesterov: [false]
              dampening: [0]
              weight_decay: [0]
              optimizer: [{"sgd": {momentum: [0, 0.9], learning_rate: [0.1], epsilon: [0.01]}}, \
            {"adam": {momentum: [0.9], learning_rate: [0.001, 0.01], epsilon: [0.01]}}, \
            {"rmsprop": {momentum: [0], learning_rate: [0.1], schedule: ["step(3,0.1)"]}}]
            seeds: 10

            """
        #expect(SpecWriter.text(of: spec).hasSuffix(expected))
    }

    @Test func `one optimizer is written with the values that depend on it`() {
        var spec = SweepSpec.spiral
        spec.axes = SweepAxes([.optimizer: ["adamw"], .activation: ["gelu"], .dropout: [0, 0.5]])
        let expected = """
            sweep:
              momentum: [0.9]
              learning_rate: [0.001]
              batch: [20]
              layers: [[2, 50, 3]]
              nesterov: [false]
              dampening: [0]
              weight_decay: [0.01]
              optimizer: ["adamw"]
              activation: ["gelu"]
              dropout: [0, 0.5]
            seeds: 10

            """
        #expect(SpecWriter.text(of: spec).hasSuffix(expected))
    }

    @Test func `an optimizer that is added to an earlier sweep has its own defaults`() throws {
        var earlier = SweepSpec.spiral
        earlier.axes = SweepAxes([.learningRate: [0.01, 0.1], .batch: [5]])
        func asked(_ flags: (SpecKey, String)...) throws -> SweepAxes {
            let overrides = flags.map { SpecOverride(key: $0, text: $1, source: "--\($0.flag)") }
            return try SpecReader.read(nil, fileName: "", overrides: overrides, changing: earlier)
                .spec.axes
        }
        let expected = SweepAxes([
            AxisProduct(.sgd, [.learningRate: [0.01, 0.1], .batch: [5]]),
            AxisProduct(.adam, [.learningRate: [0.01, 0.1], .batch: [5]]),
        ])
        #expect(try asked((.axis(.optimizer), "sgd,adam")) == expected)
        let faster = try asked((.axis(.optimizer), "sgd,adam"), (.axis(.learningRate), "1"))
        #expect(faster.settings.map(\.learningRate) == [1, 1])
        #expect(faster.settings.map(\.momentum) == [0, 0.9])
        earlier.axes = SweepAxes([
            AxisProduct(.sgd, [.momentum: [0, 0.5]]), AxisProduct(.adam, [.beta2: [0.9]]),
        ])
        #expect(try asked() == earlier.axes)
        let flag = try asked((.axis(.momentum), "0.25"))
        #expect(flag.settings.map(\.momentum) == [0.25, 0.25])
        #expect(flag.settings.map(\.beta2) == [0.999, 0.9])
        #expect(try asked((.axis(.optimizer), "adam")) == SweepAxes([earlier.axes.products[1]]))
    }
}

extension SplitMix64 {
    /// A random sweep of a spiral with one to four optimizers.
    fileprivate mutating func spec() -> SweepSpec {
        var spec = SweepSpec.spiral
        spec.name = "sweep"
        spec.epochs = integer(20...1_000)
        let optimizers = Optimizer.allCases.shuffled(using: &self).prefix(integer(1...4))
        let common = AxisProduct(.sgd, takingOver: product(.sgd))
        let products = optimizers.map { optimizer in
            var product = AxisProduct(optimizer, takingOver: common)
            for axis in Axis.all where ![.optimizer, .layers].contains(axis) {
                if integer(0...2) == 0 { product[axis] = values(of: axis) }
            }
            product[.layers] = [[2, 7, 3], [2, 3]]
            return product.withoutConflicts
        }
        spec.axes = SweepAxes(products)
        return spec
    }

    private mutating func product(_ optimizer: Optimizer) -> AxisProduct {
        var product = AxisProduct(optimizer)
        for axis in Axis.all where ![.optimizer, .layers].contains(axis) {
            if Bool.random(using: &self) { product[axis] = values(of: axis) }
        }
        return product
    }

    private mutating func values(of axis: Axis) -> [AxisValue] {
        var seen: Set<AxisValue> = []
        return list(1...3) { $0.value(of: axis) }.filter { seen.insert($0).inserted }
    }

    private mutating func value(of axis: Axis) -> AxisValue {
        switch axis.kind {
        case .number(_, let range):
            let number = Double(Float(Double.random(in: 0...0.9, using: &self)))
            return range.contains(number) ? .number(number) : axis.defaultValue
        case .whole(_, let range): return .number(Double(integer(range)))
        case .boolean: return .boolean(Bool.random(using: &self))
        case .layers: return [2, 3]
        case .word where axis == .schedule: return .word(schedule().description)
        case .word(_, let words): return .word(element(of: words.names))
        }
    }

    private mutating func schedule() -> Schedule {
        let share = Double.random(in: 0.001...1, using: &self)
        let decay = element(of: [
            Schedule.Decay.constant, .step(every: integer(1...1_000), factor: share),
            .exponential(factor: share), .cosine(to: share, over: nil),
            .cosine(to: 0, over: integer(1...1_000)),
        ])
        let warmup = Schedule.Warmup(epochs: integer(1...19), start: element(of: [0.1, share]))
        return Schedule(decay, warmup: Bool.random(using: &self) ? warmup : nil)
    }
}

extension AxisProduct {
    /// The same without what no training takes and what the optimizer does not have.
    fileprivate var withoutConflicts: AxisProduct {
        var product = self
        for axis in optimizer.absentAxes {
            product[axis] = [axis.defaultValue(with: optimizer)]
        }
        product[.dampening] = product[.nesterov] == [false] ? product[.dampening] : [0]
        return product
    }
}
