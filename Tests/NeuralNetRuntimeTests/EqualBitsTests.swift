import NeuralNet
import NeuralNetRuntime
import Testing

/// A run has the same bits whatever trains it: the promise that all else is built on.
@Suite struct EqualBitsTests {
    /// Trains sixteen runs one by one on the plainest instruction set, then in packs on each.
    @Test(arguments: PackVariety.shapes, [false, true])
    func `a run has the same bits in every pack, lane and instruction set`(
        shape: PackShape,
        shuffle: Bool
    ) throws {
        let dataset = shape.makeDataset()
        let configuration = shape.configuration(epochs: 2, shuffle: shuffle)
        let alone = try PackVariety.runs.map {
            try TrainedPack(.baseline, dataset, configuration, [$0])
        }
        for instructionSet in InstructionSetName.supported {
            for count in [1, 3, 5, 16] {
                for first in stride(from: 0, through: 16 - count, by: 5) {
                    let lanes = first..<first + count
                    let runs = Array(PackVariety.runs[lanes])
                    let pack = try TrainedPack(instructionSet, dataset, configuration, runs)
                    for (index, lane) in lanes.enumerated() {
                        #expect(pack.metrics[index] == alone[lane].metrics[0])
                        // Compared outside of the macro, which would print all parameters.
                        let areEqual = pack.parameters[index] == alone[lane].parameters[0]
                        #expect(areEqual, "run \(lane) on \(instructionSet) in \(lanes)")
                        #expect(pack.divergedEpochs[index] == alone[lane].divergedEpochs[0])
                    }
                }
            }
        }
    }

    @Test func `the canary leaves the same bytes on every instruction set`() throws {
        let expected = try NumericCore.canary(.baseline)
        for instructionSet in InstructionSetName.supported {
            let canary = try NumericCore.canary(instructionSet)
            #expect(canary == expected)
        }
    }
}
