import NeuralNet
import NeuralNetRuntime
import Testing
import TrainingModel

/// A run whose loss leaves the finite numbers stops; its neighbours do not notice.
@Suite struct DivergenceTests {
    private let shape = TestShape([2, 8, 3], batch: 7, rows: 60)

    /// Weight decay that multiplies each parameter by −99 a step overflows after some twenty steps.
    private let wild = RunConfiguration(
        Setting(momentum: 0, learningRate: 10, weightDecay: 10),
        seed: 1
    )
    private let tame = RunConfiguration(Setting(momentum: 0.5, learningRate: 0.1), seed: 2)

    @Test(arguments: InstructionSetName.supported)
    func `a diverged run ends in the epoch of the reference trainer`(
        instructionSet: InstructionSetName
    ) throws {
        let dataset = shape.makeDataset()
        let configuration = shape.configuration(epochs: 12, shuffle: true)
        let pack = TrainedPack(instructionSet, dataset, configuration, [wild, tame])
        // Float has less range than Double, so it may only be earlier.
        let reference = ReferenceTrainer(dataset: dataset, training: configuration, run: wild)
        let latest = try #require(reference.train().divergedEpoch)
        let epoch = try #require(pack.divergedEpochs[0])
        #expect((1...latest).contains(epoch))
        #expect(pack.metrics[0].count == epoch)
        let areFinite = pack.metrics[0].joined().allSatisfy(\.isFinite)
        #expect(areFinite)
    }

    @Test(arguments: InstructionSetName.supported)
    func `the other runs go on untouched`(instructionSet: InstructionSetName) throws {
        let dataset = shape.makeDataset()
        let configuration = shape.configuration(epochs: 12, shuffle: false)
        let alone = TrainedPack(instructionSet, dataset, configuration, [tame])
        let pack = TrainedPack(instructionSet, dataset, configuration, [wild, tame, wild])
        #expect(pack.divergedEpochs == [pack.divergedEpochs[0], nil, pack.divergedEpochs[0]])
        #expect(pack.divergedEpochs[0] != nil)
        #expect(pack.metrics[1] == alone.metrics[0])
        #expect(pack.parameters[1] == alone.parameters[0])
        #expect(pack.parameters[0] == pack.parameters[2])
    }

    @Test func `a diverged run keeps its parameters, the same on every instruction set`() throws {
        let dataset = shape.makeDataset()
        let configuration = shape.configuration(epochs: 12, shuffle: false)
        let expected = TrainedPack(.baseline, dataset, configuration, [wild, tame])
        for instructionSet in InstructionSetName.supported {
            for mapping in LaneMapping.allCases {
                let pack = TrainedPack(
                    instructionSet,
                    dataset,
                    configuration,
                    [wild],
                    mapping: mapping
                )
                #expect(pack.parameters[0] == expected.parameters[0])
                #expect(pack.divergedEpochs[0] == expected.divergedEpochs[0])
            }
        }
    }
}
