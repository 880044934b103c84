import NeuralNet
import NeuralNetRuntime
import Testing
import TrainingModel

/// Holds the activations on lanes to those in Double, and these to their slopes.
@Suite struct ActivationTests {
    /// Every 499th Float of −30…30, with tiny ones.
    private static let arguments: [Float] = [Float(1e-30), 0.01, 0.4, 1, 5].flatMap { start in
        stride(from: start.bitPattern, through: (6 * start).bitPattern, by: 499).flatMap {
            [Float(bitPattern: $0), -Float(bitPattern: $0)]
        }
    }

    /// A factor (1 + erf) loses digits where it is near 0, as in PyTorch.
    @Test(arguments: Activation.allCases)
    func `outputs have all their digits and slopes six behind the point`(activation: Activation) {
        var (worstOutput, worstSlope) = (0.0, 0.0)
        for argument in Self.arguments {
            let (output, slope) = activation.lane(argument)
            let expected = activation.policy.output(of: Double(argument))
            let unit = activation == .gelu ? max(1, abs(argument)).ulp : Float(expected).ulp
            let expectedSlope = activation.policy.slope(at: Double(argument))
            worstOutput = max(worstOutput, abs(Double(output) - expected) / Double(unit))
            worstSlope = max(worstSlope, abs(Double(slope) - expectedSlope))
        }
        #expect(worstOutput <= 4)
        #expect(worstSlope <= 4e-7)
    }

    /// Central differences agree to O(h²); no argument is so near to a corner that h crosses it.
    @Test(arguments: Activation.allCases)
    func `the slope is the derivative of the output`(activation: Activation) {
        let policy = activation.policy
        let step = 1e-5
        for argument in stride(from: -12.03, to: 12, by: 0.17) {
            let difference =
                policy.output(of: argument + step) - policy.output(of: argument - step)
            #expect(abs(difference / (2 * step) - policy.slope(at: argument)) < 1e-9)
        }
    }

    /// Else a run that has diverged would go on unseen.
    @Test(arguments: Activation.allCases)
    func `what is not a number stays so`(activation: Activation) {
        #expect(activation.lane(.nan).output.isNaN)
        #expect(activation.policy.output(of: .nan).isNaN)
    }

    /// The outputs of torch.nn at −∞ and ∞; NaN where it has 0·∞.
    @Test(
        arguments: zip(
            Activation.allCases,
            [
                [0, .infinity], [-.infinity, .infinity], [-1, .infinity], [-1, 1], [0, 1],
                [.nan, .infinity], [.nan, .infinity], [-.infinity, .infinity],
            ] as [[Float]]
        )
    )
    func `outputs of infinite sums are those of PyTorch`(
        activation: Activation,
        expected: [Float]
    ) {
        let outputs = [-Float.infinity, .infinity].map { activation.lane($0).output }
        let areEqual = zip(outputs, expected).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }
        #expect(areEqual)
    }

    @Test(arguments: Activation.allCases)
    func `huge finite sums have finite slopes`(activation: Activation) {
        for sum in [Float(-1e30), -200, -88, 0, 88, 200, 1e30] {
            let (output, slope) = activation.lane(sum)
            #expect(output.isFinite && slope.isFinite)
            #expect(abs(Double(slope) - activation.policy.slope(at: Double(sum))) < 1e-6)
        }
    }

    @Test(arguments: Activation.allCases)
    func `an evaluation has the bits of a step`(activation: Activation) {
        let areEqual = Self.arguments.allSatisfy {
            activation.evaluatedLane($0).bitPattern == activation.lane($0).output.bitPattern
        }
        #expect(areEqual)
    }

    @Test func `each activation has a module of PyTorch of its own`() {
        let names = Activation.allCases.map { $0.policy.pyTorchModule }
        let expected = [
            "ReLU", "LeakyReLU", "ELU", "Tanh", "Sigmoid", "SiLU", "GELU", "Identity",
        ]
        #expect(names == expected)
    }
}

/// Whole packs with each activation.
@Suite struct ActivationTrainingTests {
    private func shape(_ activation: Activation) -> TestShape {
        TestShape([5, 7, 6, 4], batch: 9, rows: 32, activation)
    }

    /// What the first build that had these activations computed; no later one may compute
    /// otherwise.
    @Test(arguments: zip(Activation.allCases, goldenDigests))
    func `the bits are those of the first build`(activation: Activation, expected: UInt64) {
        let shape = shape(activation)
        let pack = TrainedPack(
            .best,
            shape.makeDataset(),
            shape.configuration(epochs: 4, shuffle: true),
            PackVariety.runs
        )
        #expect(pack.digest == expected, "0x\(String(pack.digest, radix: 16))")
    }

    private static let goldenDigests: [UInt64] = [
        0x9b54_e27f_4929_4542, 0x1f4d_522c_7c29_8a69, 0x5300_d362_183e_de93,
        0xa10f_d9c6_2fcf_8e29, 0xb1aa_1c51_1ab7_cade, 0x3923_c57d_1512_db1f,
        0x2d81_2db6_d8fe_8cb2, 0x7fc3_ac0a_5519_57d7,
    ]

    @Test(arguments: Activation.allCases)
    func `only what is not ReLU keeps slopes`(activation: Activation) {
        let shape = TestShape([2, 50, 3], batch: 20, rows: 60, activation)
        let bytes = PackMemory.runLaneBytes(
            configuration: shape.configuration(epochs: 1, shuffle: false),
            laneCount: 16,
            extras: []
        )
        // Those of ReLU, and for each of 64 samples 50 vectors of slopes.
        #expect(bytes == 653_760 + (activation == .relu ? 0 : 4 * 16 * 64 * 50))
    }

    /// Weight decay that multiplies each parameter by −99 a step overflows after some twenty steps.
    @Test(arguments: Activation.allCases)
    func `a run that diverges is seen, and its neighbour goes on untouched`(
        activation: Activation
    ) {
        let shape = TestShape([2, 8, 3], batch: 7, rows: 60, activation)
        let dataset = shape.makeDataset()
        let configuration = shape.configuration(epochs: 12, shuffle: true)
        let wild = RunConfiguration(
            Setting(momentum: 0, learningRate: 10, weightDecay: 10),
            seed: 1
        )
        let tame = RunConfiguration(Setting(momentum: 0.5, learningRate: 0.1), seed: 2)
        let alone = TrainedPack(.baseline, dataset, configuration, [tame])
        let expected = TrainedPack(.baseline, dataset, configuration, [wild]).divergedEpochs[0]
        #expect(expected != nil)
        for mapping in LaneMapping.allCases {
            let runs = [wild, tame]
            let pack = TrainedPack(.best, dataset, configuration, runs, mapping: mapping)
            #expect(pack.divergedEpochs == [expected, nil])
            #expect(pack.metrics[1] == alone.metrics[0])
            #expect(pack.parameters[1] == alone.parameters[0])
        }
    }
}

extension Activation {
    /// Output and slope of a unit in a lane.
    fileprivate func lane(_ sum: Float) -> (output: Float, slope: Float) {
        hand(to: LaneOfStep(sum: sum))
    }

    /// The output alone.
    fileprivate func evaluatedLane(_ sum: Float) -> Float { hand(to: LaneOfEvaluation(sum: sum)) }
}

private struct LaneOfStep: LaneActivationConsumer {
    let sum: Float

    func take<Policy: LaneActivation>(_ policy: Policy.Type) -> (output: Float, slope: Float) {
        let (outputs, slopes) = policy.outputsAndSlopes(of: SIMD4(repeating: sum))
        return (outputs[3], slopes[3])
    }
}

private struct LaneOfEvaluation: LaneActivationConsumer {
    let sum: Float

    func take<Policy: LaneActivation>(_ policy: Policy.Type) -> Float {
        policy.outputs(of: SIMD4(repeating: sum))[3]
    }
}
