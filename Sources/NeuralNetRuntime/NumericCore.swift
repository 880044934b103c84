internal import NeuralNet
internal import TrainingModel

/// The identity of the numeric core: workers whose cores differ must not train for one sweep.
public enum NumericCore {
    /// The version of the core; it changes whenever any run's bits change.
    public static let identifier = "momentum-core-1"

    /// The bytes that some small fixed trainings leave behind, for a digest.
    ///
    /// Two workers with the same ``identifier`` must agree in each of them; one that does not has a
    /// broken compiler, processor or memory. Takes some milliseconds.
    ///
    /// - Parameter instructionSet: The kernels to try.
    /// - Returns: The checkpoints of packs that use every axis, optimizer and schedule.
    /// - Throws: ``NeuralNetRuntimeError`` never for these packs; see
    ///   ``InstructionSetName/makePackTrainer(dataset:configuration:runs:)``.
    public static func canary(_ instructionSet: InstructionSetName) throws -> [UInt8] {
        try CanaryPack.all.flatMap { pack in
            let trainer = try instructionSet.makePackTrainer(
                dataset: .spiral(classes: 3, points: 20, noise: 0.2, seed: 1),
                configuration: TrainingConfiguration(
                    PackShape(pack.setting),
                    epochs: CanaryPack.epochs,
                    shuffle: true
                ),
                runs: pack.runs
            )
            for _ in 0..<CanaryPack.epochs { _ = trainer.trainEpoch() }
            return trainer.checkpoint()
        }
    }
}

/// A small training of the canary.
struct CanaryPack {
    /// The setting from which each run differs in one axis.
    let setting: Setting

    /// The runs.
    let runs: [RunConfiguration]

    /// The epochs of each training.
    static let epochs = 3

    /// A pack of each optimizer, of each activation and of each other choice of packs, and one in
    /// which gradients are shortened: beside such runs, all are stepped otherwise.
    static var all: [CanaryPack] {
        let optimizers = Optimizer.allCases.map { plain($0) }
        let activations = Activation.allCases.dropFirst().map { activation in
            var setting = plain(.adam)
            setting.activation = activation
            return setting
        }
        var weighted = plain(.sgd)
        weighted.classWeight = .balanced
        return optimizers.map { CanaryPack($0, settings: variants(of: $0)) }
            + optimizers.map { CanaryPack($0, settings: [$0, clipped($0)]) }
            + activations.map { CanaryPack($0, settings: [$0]) }
            + [CanaryPack(weighted, settings: [weighted])]
    }

    private init(_ setting: Setting, settings: [Setting]) {
        self.setting = setting
        runs = settings.enumerated().map { RunConfiguration($1, seed: UInt64($0 + 1)) }
    }

    private static func plain(_ optimizer: Optimizer) -> Setting {
        var setting = Setting.standard(with: optimizer)
        setting.momentum = 0.9
        setting.batch = 7
        setting.layers = [2, 9, 7, 3]
        return setting
    }

    /// Each axis of runs but the largest norm has a run in which it is not what it usually is, and
    /// each kind of schedule has one.
    private static func variants(of plain: Setting) -> [Setting] {
        let switches: [Setting] = Axis.ofRuns.filter { $0 != .clipNorm }.compactMap { axis in
            var setting = plain
            switch axis.kind {
            case .boolean: setting[axis] = true
            case .word: return nil
            default: setting[axis] = 0.25
            }
            return setting
        }
        let draws = Initialization.allCases.dropFirst().map { initialization in
            var setting = plain
            setting.initialization = initialization
            return setting
        }
        let schedules: [Schedule] = [
            Schedule(.step(every: 1, factor: 0.5)),
            Schedule(.exponential(factor: 0.75)),
            Schedule(.cosine(to: 0.25, over: nil), warmup: Schedule.Warmup(epochs: 1)),
            Schedule(.oneCycle(baseMomentum: 0.5)),
        ]
        return switches + draws
            + schedules.map { schedule in
                var setting = plain
                setting.schedule = schedule
                return setting
            }
    }

    private static func clipped(_ plain: Setting) -> Setting {
        var setting = plain
        setting.clipNorm = 0.25
        return setting
    }
}
