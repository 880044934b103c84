import NeuralNet
import NeuralNetRuntime
import Testing
import TrainingModel

/// A tag for code that is compiled with the tests.
private enum PlainTag: InstructionSet {
    static let registerCount = 16
}

/// Orders that are drawn several at once are those that PyTorch draws one by one.
@Suite struct EpochOrderTests {
    /// Up to more samples than one and two blocks of a generator's outputs.
    private static let counts = [1, 2, 3, 4, 5, 17, 623, 624, 625, 626, 1249, 1250, 1500]

    @Test(arguments: InstructionSetName.supported, counts)
    func `orders drawn side by side are those of each run alone`(
        instructionSet: InstructionSetName,
        count: Int
    ) {
        for seeds in [[5], [1, 2, 3], [1, 2, 1, 4, 2], Array(0..<16)] as [[UInt64]] {
            let runs = seeds.map { RunConfiguration(.standard, seed: $0) }
            var generators = runs.map { $0.makeGenerator() }
            var expected = generators
            var orders = EpochOrders(
                runs,
                of: NetworkShape(layers: [2, 3]),
                sampleCount: count,
                shuffle: true,
                kernels: instructionSet.kernels.orders
            )
            for _ in 0..<2 {
                orders.draw(from: &generators)
                let each = expected.indices.map {
                    expected[$0].epochOrder(sampleCount: count, shuffle: true)
                }
                let drawn = orders.orders.map(Int.init)
                let areEqual = drawn == Array((orders.hasOneOrder ? [each[0]] : each).joined())
                #expect(areEqual, "\(seeds)")
            }
            // The generators go on alike, too.
            let following = generators.indices.map { generators[$0].next() }
            #expect(following == expected.indices.map { expected[$0].next() })
        }
    }

    /// Weights that are drawn again leave the generator elsewhere, though the seed is the same.
    @Test(arguments: InstructionSetName.supported)
    func `runs of one seed with other initial weights have orders of their own`(
        instructionSet: InstructionSetName
    ) {
        let runs = (Initialization.allCases + Initialization.allCases).map { initialization in
            var setting = Setting.standard
            setting.initialization = initialization
            return RunConfiguration(setting, seed: 3)
        }
        var generators = runs.map { run in
            var generator = run.makeGenerator()
            let shape = NetworkShape(layers: run.setting.layers)
            _ = shape.initialParameters(run.setting.initialization, drawnFrom: &generator)
            return generator
        }
        var expected = generators
        var orders = EpochOrders(
            runs,
            of: NetworkShape(layers: Setting.standard.layers),
            sampleCount: 50,
            shuffle: true,
            kernels: instructionSet.kernels.orders
        )
        // Both rules draw all weights once more, and so as many numbers.
        #expect(orders.sources == [0, 1, 1, 0, 1, 1] && !orders.hasOneOrder)
        for _ in 0..<2 {
            orders.draw(from: &generators)
            let each = expected.indices.map {
                expected[$0].epochOrder(sampleCount: 50, shuffle: true)
            }
            #expect(orders.orders.map(Int.init) == Array(each.joined()))
        }
    }

    /// The quotient by multiplication is tightest where few elements are left and outputs large.
    @Test func `remainders are exact for the largest counts of samples`() {
        for divisor in [2, 3, 5, 641, 65_537, 6_700_417, 4_294_967_295] as [UInt32] {
            let reciprocal = 1 / Double(divisor)
            for multiple in [0, 1, .max / divisor - 1, .max / divisor] as [UInt32] {
                for distance in [UInt32.max, 0, 1] {
                    let output = divisor &* multiple &+ distance
                    let quotient = OrderKernel<PlainTag>.quotient(output, reciprocal)
                    #expect(quotient == output / divisor)
                }
            }
        }
    }

    @Test func `without shuffle no order is drawn`() {
        let runs = [RunConfiguration(.standard, seed: 1)]
        var generators = runs.map { $0.makeGenerator() }
        var orders = EpochOrders(
            runs,
            of: NetworkShape(layers: [2, 3]),
            sampleCount: 9,
            shuffle: false,
            kernels: InstructionSetName.best.kernels.orders
        )
        orders.draw(from: &generators)
        #expect(orders.orders.isEmpty)
    }
}
