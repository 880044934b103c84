import NeuralNet
import NeuralNetTesting
import Testing
import TrainingModel

/// Checks the flat layout of the parameters and that they start as PyTorch's do.
@Suite struct NetworkShapeTests {
    @Test func `weights and biases lie one after the other in PyTorch's order`() {
        let shape = NetworkShape(layers: [2, 5, 4, 3])
        #expect(shape.linearLayers.map(\.inputs) == [2, 5, 4])
        #expect(shape.linearLayers.map(\.outputs) == [5, 4, 3])
        #expect(shape.linearLayers.map(\.weightOffset) == [0, 15, 39])
        #expect(shape.linearLayers.map(\.biasOffset) == [10, 35, 51])
        #expect(shape.linearLayers[1].weightIndex(output: 3, input: 2) == 15 + 3 * 5 + 2)
        #expect(shape.parameterCount == 54)
        #expect(shape.inputCount == 2)
        #expect(shape.classCount == 3)
    }

    @Test(arguments: ReferenceCase.Fixture.allCases)
    func `all initial parameters are PyTorch's`(fixture: ReferenceCase.Fixture) throws {
        let reference = try ReferenceCase(fixture)
        for run in reference.runs {
            var generator = run.configuration.makeGenerator()
            let parameters = reference.training.shape.initialParameters(drawnFrom: &generator)
            #expect(parameters.map(\.bitPattern) == run.initialParameters.map(\.bitPattern))
        }
    }

    /// PyTorch's own, Xavier's and Kaiming's.
    @Test func `each initialization draws PyTorch's parameters`() throws {
        var initializations: Set<Initialization> = []
        for name in HeldOutCase.trainingNames {
            for run in try HeldOutCase(name).packs.flatMap(\.runs) {
                let setting = run.configuration.setting
                initializations.insert(setting.initialization)
                var generator = run.configuration.makeGenerator()
                let parameters = NetworkShape(layers: setting.layers)
                    .initialParameters(setting.initialization, drawnFrom: &generator)
                #expect(parameters.map(\.bitPattern) == run.initialParameters.map(\.bitPattern))
            }
        }
        #expect(initializations == Set(Initialization.allCases))
    }

    @Test(arguments: Initialization.allCases)
    func `initial parameters take as many outputs as is said`(initialization: Initialization) {
        let shape = NetworkShape(layers: [3, 7, 2])
        var drawing = MersenneTwister(seed: 4)
        var skipping = drawing
        _ = shape.initialParameters(initialization, drawnFrom: &drawing)
        skipping.skip(shape.initialOutputs(initialization))
        #expect(drawing.next() == skipping.next())
    }

    @Test(arguments: [(false, 303 + 200), (true, 303 + 400)])
    func `a whole run takes its parameters and its epochs from the generator`(
        shuffle: Bool,
        expected: Int
    ) {
        let shape = NetworkShape(layers: [2, 50, 3])
        let training = TrainingConfiguration(
            PackShape(Setting(batch: 20, layers: shape.layers)),
            epochs: 100,
            shuffle: shuffle
        )
        #expect(training.generatorOutputs(.pytorch, epochCount: 100) == expected)
        // Of 303 parameters 250 are weights.
        #expect(training.generatorOutputs(.xavierUniform, epochCount: 100) == expected + 250)
    }

    @Test(arguments: [[], [3], [2, 0, 3], [2, -1]])
    func `a network without two positive widths is a programmer's error`(layers: [Int]) async {
        await #expect(processExitsWith: .failure) { [layers] in
            _ = NetworkShape(layers: layers)
        }
    }
}
