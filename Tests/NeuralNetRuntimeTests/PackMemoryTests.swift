import NeuralNet
import NeuralNetRuntime
import Testing

/// The memory of a pack is what its formula says.
@Suite struct PackMemoryTests {
    @Test(arguments: PackVariety.shapes, [false, true])
    func `no instruction set takes more than the formula`(shape: PackShape, shuffle: Bool) throws {
        let configuration = shape.configuration(epochs: 1, shuffle: shuffle)
        for runCount in 1...PackTrainer.maximumRunCount {
            let bytes = PackMemory.bytes(configuration: configuration, runCount: runCount)
            for instructionSet in InstructionSetName.supported {
                let trainer = try instructionSet.makePackTrainer(
                    dataset: shape.makeDataset(),
                    configuration: configuration,
                    runs: Array(PackVariety.runs[0..<runCount])
                )
                #expect(trainer.allocatedBytes <= bytes)
                let fillsItsVectors = [4, 8, 16].contains(runCount)
                if fillsItsVectors { #expect(trainer.allocatedBytes == bytes) }
            }
        }
    }

    @Test func `the notebook's full pack takes 636 KB`() {
        let shape = PackShape([2, 50, 3], batch: 20, rows: 1500)
        let configuration = shape.configuration(epochs: 1, shuffle: false)
        // 4·16·(2·303 + 64·(50 + 2·50) + 5 + 2·1) bytes.
        #expect(PackMemory.bytes(configuration: configuration, runCount: 16) == 653_632)
    }
}
