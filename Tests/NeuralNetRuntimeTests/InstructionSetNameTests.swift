import NeuralNet
import NeuralNetRuntime
import Testing
import TrainingModel

/// The choice of the instruction set and of what a trainer accepts.
@Suite struct InstructionSetNameTests {
    @Test func `without a name the best instruction set is chosen`() throws {
        #expect(try InstructionSetName.choose(named: nil) == .best)
        #expect(try InstructionSetName.choose(named: "") == .best)
        #expect(InstructionSetName.supported.last == .best)
        #expect(InstructionSetName.supported.first == .baseline)
    }

    @Test func `each instruction set is chosen by its name or refused as missing`() throws {
        for name in InstructionSetName.allCases {
            if InstructionSetName.supported.contains(name) {
                #expect(try InstructionSetName.choose(named: name.rawValue) == name)
            } else {
                let error = #expect(throws: NeuralNetRuntimeError.self) {
                    try InstructionSetName.choose(named: name.rawValue)
                }
                #expect(error?.code == .missingInstructionSet)
            }
        }
    }

    @Test func `an unknown name is refused with the names there are`() {
        let error = #expect(throws: NeuralNetRuntimeError.self) {
            try InstructionSetName.choose(named: "avx9")
        }
        #expect(error?.code == .unknownInstructionSet)
        #expect(
            error?.message == "there is no instruction set avx9; "
                + "allowed: baseline, x86-64-v3, x86-64-v4"
        )
    }

    @Test(arguments: [
        ([3, 5, 3], 1, NeuralNetRuntimeError.Code.unfittingShape),
        ([2, 5, 4], 1, .unfittingShape),
        ([2, 5, 3], 0, .unfittingRunCount),
        ([2, 5, 3], 17, .unfittingRunCount),
        ([2, 5_000_000, 3], 16, .tooLarge),
    ])
    func `a pack that cannot be trained is refused`(
        layers: [Int],
        runCount: Int,
        code: NeuralNetRuntimeError.Code
    ) {
        let run = RunConfiguration(Setting(momentum: 0, learningRate: 0.1), seed: 1)
        let error = #expect(throws: NeuralNetRuntimeError.self) {
            try InstructionSetName.best.makePackTrainer(
                dataset: .spiral(classes: 3, points: 5, noise: 0, seed: 1),
                configuration: TrainingConfiguration(
                    PackShape(Setting(batch: 1, layers: layers)),
                    epochs: 1,
                    shuffle: false
                ),
                runs: Array(repeating: run, count: runCount)
            )
        }
        #expect(error?.code == code)
    }
}
