import NeuralNet
import NeuralNetRuntime
import Testing
import TrainingModel

/// Which kernels train which runs of a pack is a question of time and never of bits.
@Suite struct PlanTests {
    /// Processors that compute 512 bits at once and in two halves.
    private static let costs = [1, 1.9]

    private func checkpoint(
        _ shape: TestShape,
        _ runs: [RunConfiguration],
        _ kernels: KernelSet,
        _ mapping: LaneMapping?
    ) -> [UInt8] {
        let trainer = PackTrainer(
            dataset: shape.makeDataset(),
            configuration: shape.configuration(epochs: 2, shuffle: true),
            runs: runs,
            kernels: kernels,
            mapping: mapping
        )
        for _ in 0..<2 { _ = trainer.trainEpoch() }
        return trainer.checkpoint()
    }

    @Test(arguments: InstructionSetName.supported, costs)
    func `a plan has a place for each run, on every processor`(
        instructionSet: InstructionSetName,
        cost: Double
    ) {
        var kernels = instructionSet.kernels
        kernels.wideVectorCost = cost
        for shape in PackVariety.shapes {
            let configuration = shape.configuration(epochs: 1, shuffle: true)
            for count in 1...Limits.runsPerPack {
                for mapping in LaneMapping.allCases.map(Optional.init) + [nil] {
                    let plan = kernels.plan(mapping, for: configuration, runCount: count)
                    #expect(plan.reduce(0) { $0 + $1.runCount } == count)
                }
            }
        }
    }

    @Test(arguments: PackVariety.shapes, costs)
    func `mixed plans leave the bits of runs side by side`(shape: TestShape, cost: Double) {
        for count in [2, 5, 9, 11, 14] {
            let runs = Array(PackVariety.runs[0..<count])
            let expected = checkpoint(shape, runs, InstructionSetName.baseline.kernels, .runs)
            for instructionSet in InstructionSetName.supported {
                var kernels = instructionSet.kernels
                kernels.wideVectorCost = cost
                let isEqual = checkpoint(shape, runs, kernels, nil) == expected
                #expect(isEqual, "\(count) runs on \(instructionSet)")
            }
        }
    }

    /// Runs with one seed draw one order, which is then drawn once; some, or all of them.
    @Test(arguments: [[7, 7, 7, 7, 7], [7, 8, 7, 8, 8], [1, 2, 2, 2, 2]] as [[UInt64]])
    func `runs that share a seed train as each does alone`(seeds: [UInt64]) {
        let runs = seeds.enumerated().map { index, seed in
            RunConfiguration(
                Setting(momentum: 0.1 * Double(index), learningRate: 0.05),
                seed: seed
            )
        }
        expectAsAlone(runs)
    }

    /// The order comes from the generator behind the initial weights, which draw more or less.
    @Test(arguments: [[0, 1, 2, 0, 1], [1, 0, 0, 0, 0], [2, 1, 2, 1, 2], [0, 0, 2, 2, 1]])
    func `runs that share a seed but not how weights begin train as each does alone`(
        initializations: [Int]
    ) {
        let runs = initializations.enumerated().map { index, choice in
            var setting = Setting(momentum: 0.1 * Double(index), learningRate: 0.05)
            setting.initialization = Initialization.allCases[choice]
            return RunConfiguration(setting, seed: 7)
        }
        expectAsAlone(runs)
    }

    private func expectAsAlone(_ runs: [RunConfiguration]) {
        for shape in [TestShape([2, 50, 3], batch: 20, rows: 150), PackVariety.shapes[3]] {
            let dataset = shape.makeDataset()
            let configuration = shape.configuration(epochs: 3, shuffle: true)
            let alone = runs.map { TrainedPack(.baseline, dataset, configuration, [$0]) }
            for instructionSet in InstructionSetName.supported {
                for mapping in LaneMapping.allCases.map(Optional.init) + [nil] {
                    let pack = TrainedPack(
                        instructionSet,
                        dataset,
                        configuration,
                        runs,
                        mapping: mapping
                    )
                    #expect(pack.metrics == alone.map { $0.metrics[0] })
                    let areEqual = pack.parameters == alone.map { $0.parameters[0] }
                    #expect(areEqual)
                }
            }
        }
    }
}
