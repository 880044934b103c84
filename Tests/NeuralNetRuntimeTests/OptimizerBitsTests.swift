import NeuralNet
import NeuralNetRuntime
import Testing
import TrainingModel

/// Each optimizer, schedule and shortening of gradients gives a run the same bits everywhere.
@Suite struct OptimizerBitsTests {
    private static let shapes: [TestShape] = [
        TestShape([2, 3], batch: 7, rows: 20),
        TestShape([2, 50, 3], batch: 20, rows: 60),
        TestShape([70, 7, 66, 4], batch: 9, rows: 32),
        TestShape([3, 17, 1, 9, 2], batch: 70, rows: 141),
        TestShape([20, 83, 3], batch: 13, rows: 40),
    ]

    @Test(arguments: OptimizerVariety.all, shapes)
    func `a run has the same bits in every pack, lane and instruction set`(
        variety: OptimizerVariety,
        shape: TestShape
    ) {
        let dataset = shape.makeDataset()
        let configuration = variety.configuration(shape, epochs: 3, shuffle: true)
        let runs = variety.runs
        let alone = runs.map {
            TrainedPack(.baseline, dataset, configuration, [$0], mapping: .runs)
        }
        for instructionSet in InstructionSetName.supported {
            for mapping in LaneMapping.allCases {
                for lanes in [0..<16, 3..<4, 4..<9, 6..<7] {
                    let pack = TrainedPack(
                        instructionSet,
                        dataset,
                        configuration,
                        Array(runs[lanes]),
                        mapping: mapping
                    )
                    let areEqual = lanes.enumerated().allSatisfy { lane, run in
                        pack.metrics[lane] == alone[run].metrics[0]
                            && pack.parameters[lane] == alone[run].parameters[0]
                    }
                    #expect(areEqual, "\(mapping) \(instructionSet) \(lanes)")
                }
            }
        }
    }

    /// What the first build that had these optimizers computed; no later one may compute otherwise.
    @Test(arguments: zip(OptimizerVariety.all, goldenBits))
    func `the bits are those of the first build`(variety: OptimizerVariety, golden: UInt64) {
        let shape = TestShape([5, 7, 6, 4], batch: 9, rows: 32)
        let pack = TrainedPack(
            .best,
            shape.makeDataset(),
            variety.configuration(shape, epochs: 4, shuffle: false),
            variety.runs
        )
        let words = pack.parameters.joined() + pack.metrics.joined().joined().map(\.bitPattern)
        // FNV-1a, by words.
        let digest = words.reduce(0xCBF2_9CE4_8422_2325) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01B3
        }
        #expect(digest == golden, "0x\(String(digest, radix: 16, uppercase: true))")
    }

    private static let goldenBits: [UInt64] = [
        0xD131_1CF6_05C1_81DE, 0x8CCC_9112_23D2_06CA,  // SGD
        0x9DC8_95A4_FA10_1ED5, 0x7006_6E81_C9A7_89BB,  // Adam
        0x425C_2E64_E6BE_E589, 0xCF43_5CA6_05FE_61E3,  // AdamW
        0x9339_780C_8E5E_87B8, 0x218C_2E2F_FBA1_2622,  // RMSprop
    ]

    @Test(arguments: OptimizerVariety.all)
    func `a pack that is taken up again ends with the same bits`(
        variety: OptimizerVariety
    ) throws {
        let shape = TestShape([3, 11, 4], batch: 6, rows: 40)
        try ResumedTraining(
            dataset: shape.makeDataset(),
            configuration: variety.configuration(shape, epochs: 5, shuffle: true),
            runs: variety.runs
        ).expectEqualBits()
    }
}
