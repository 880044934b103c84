import NeuralNet
import NeuralNetRuntime
import Testing

/// A run has the same bits whatever trains it: the promise that all else is built on.
@Suite struct EqualBitsTests {
    /// Trains sixteen runs one by one on the plainest instruction set, then in packs on each, with
    /// runs and with units side by side.
    @Test(arguments: PackVariety.shapes, [false, true])
    func `a run has the same bits in every pack, lane and instruction set`(
        shape: TestShape,
        shuffle: Bool
    ) throws {
        let dataset = shape.makeDataset()
        let configuration = shape.configuration(epochs: 2, shuffle: shuffle)
        let alone = PackVariety.runs.map {
            TrainedPack(.baseline, dataset, configuration, [$0], mapping: .runs)
        }
        for instructionSet in InstructionSetName.supported {
            for mapping in LaneMapping.allCases {
                for count in [1, 3, 5, 16] {
                    let first = (3 * count + shape.rows) % (17 - count)
                    let lanes = first..<first + count
                    let runs = Array(PackVariety.runs[lanes])
                    let pack = TrainedPack(
                        instructionSet,
                        dataset,
                        configuration,
                        runs,
                        mapping: mapping
                    )
                    expect(pack, Array(alone[lanes]), "\(mapping) \(instructionSet) \(lanes)")
                }
            }
        }
    }

    /// Expects each run of a pack to have the bits of the same run alone.
    private func expect(_ pack: TrainedPack, _ alone: [TrainedPack], _ comment: Comment) {
        for (index, expected) in alone.enumerated() {
            #expect(pack.metrics[index] == expected.metrics[0], comment)
            #expect(pack.divergedEpochs[index] == expected.divergedEpochs[0], comment)
            // Compared outside of the macro, which would print all parameters.
            let areEqual = pack.parameters[index] == expected.parameters[0]
            #expect(areEqual, comment)
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
