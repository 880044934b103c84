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
                for mapping in LaneMapping.allCases {
                    let trainer = PackTrainer(
                        dataset: shape.makeDataset(),
                        configuration: configuration,
                        runs: Array(PackVariety.runs[0..<runCount]),
                        kernels: kernels,
                        mapping: mapping
                    )
                    #expect(trainer.allocatedBytes <= bytes)
                    let exactBytes =
                        switch mapping {
                        case .runs:
                            kernels.runLaneGroups(for: runCount).map(\.laneCount).map {
                                PackMemory.runLaneBytes(configuration: configuration, laneCount: $0)
                            }.reduce(0, +)
                        case .units:
                            PackMemory.unitLaneBytes(
                                configuration: configuration,
                                runCount: runCount,
                                laneCount: kernels.unitLanes.laneCount,
                                panelVectors: kernels.unitLanes.panelVectors
                            )
                        }
                    #expect(trainer.allocatedBytes == exactBytes)
                }
            }
        }
    }

    @Test func `a network beyond all numbers is far beyond the limit`() {
        let shape = TestShape([1 << 30, 1 << 30, 2], batch: 1 << 40, rows: 1)
        let configuration = shape.configuration(epochs: 1, shuffle: true)
        #expect(PackMemory.bytes(configuration: configuration, runCount: 16) == .max)
    }

    @Test func `the notebook's full pack takes 638 KB`() {
        let shape = TestShape([2, 50, 3], batch: 20, rows: 1500)
        let configuration = shape.configuration(epochs: 1, shuffle: false)
        // 4·16·(2·303 + 64·(50 + 2·50) + 7 + 2·1) bytes.
        #expect(PackMemory.bytes(configuration: configuration, runCount: 16) == 653_760)
    }
}
