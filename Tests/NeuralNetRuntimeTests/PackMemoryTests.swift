import NeuralNet
import NeuralNetRuntime
import Testing
import TrainingModel

/// The memory of a pack is what its formula says.
@Suite struct PackMemoryTests {
    @Test(arguments: PackVariety.shapes, [false, true])
    func `no instruction set takes more than the formula`(shape: TestShape, shuffle: Bool) {
        let configuration = shape.configuration(epochs: 1, shuffle: shuffle)
        for runCount in 1...Limits.runsPerPack {
            let bytes = PackMemory.bytes(configuration: configuration, runCount: runCount)
            for instructionSet in InstructionSetName.supported {
                let kernels = instructionSet.kernels
                for mapping in LaneMapping.allCases.map(Optional.init) + [nil] {
                    let trainer = PackTrainer(
                        dataset: shape.makeDataset(),
                        configuration: configuration,
                        runs: Array(PackVariety.runs[0..<runCount]),
                        kernels: kernels,
                        mapping: mapping
                    )
                    #expect(trainer.allocatedBytes <= bytes)
                    let plan = kernels.plan(mapping, for: configuration, runCount: runCount)
                    let planned = plan.reduce(0) { $0 + $1.bytes(for: configuration) }
                    #expect(trainer.allocatedBytes == planned)
                }
            }
        }
    }

    @Test func `a network beyond all numbers is far beyond the limit`() {
        let shape = TestShape([1 << 30, 1 << 30, 2], batch: 1 << 40, rows: 1)
        let configuration = shape.configuration(epochs: 1, shuffle: true)
        #expect(PackMemory.bytes(configuration: configuration, runCount: 16) == .max)
    }

    @Test func `the notebook's full pack takes 723 KB`() {
        let shape = TestShape([2, 50, 3], batch: 20, rows: 1500)
        let configuration = shape.configuration(epochs: 1, shuffle: false)
        // 4·16·(2·303 + 64·(50 + 2·50) + 7 + 2·1) bytes, and those of one run by units.
        #expect(PackMemory.bytes(configuration: configuration, runCount: 16) == 653_760 + 86_208)
    }
}
