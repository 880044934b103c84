internal import Foundation
internal import NeuralNet
internal import TrainingModel

/// The form of a case's file: what `training.py` calls a case, with the results.
struct HeldOutDocument: Decodable {
    private let layers: [Int]
    private let batch: Int
    private let epochs: Int
    private let shuffle: Bool
    private let standardize: Bool
    private let split: Split
    private let dataset: Source
    private let parts: Parts
    private let runs: [Entry]
    private let activation: Named<Activation>?
    private let initialization: Named<Initialization>?
    private let classWeight: Named<ClassWeight>?
    private let labelSmoothing: Double?
    private let clipNorm: Double?
    private let schedule: ScheduleDocument?

    private enum CodingKeys: String, CodingKey {
        case layers, batch, epochs, shuffle, standardize, split, dataset, parts, runs, activation
        case initialization = "init"
        case classWeight = "class_weight"
        case labelSmoothing = "label_smoothing"
        case clipNorm = "clip_norm"
        case schedule
    }

    /// Draws the samples and puts the case together.
    ///
    /// - Throws: An error of Foundation when the samples' file is missing or malformed, or of the
    ///   split.
    func makeCase() throws -> HeldOutCase {
        let common = setting
        return HeldOutCase(
            table: try dataset.table(standardize: standardize, split: split.rule),
            fold: split.fold ?? 0,
            parts: [
                .training: parts.train, .validation: parts.validation, .test: parts.test,
            ],
            packs: packs(of: runs.map { $0.run(common) })
        )
    }

    /// What all runs have in common.
    private var setting: Setting {
        var setting = Setting(batch: batch, layers: layers, labelSmoothing: labelSmoothing ?? 0)
        setting.activation = activation?.value ?? .relu
        setting.initialization = initialization?.value ?? .pytorch
        setting.classWeight = classWeight?.value ?? .none
        setting.clipNorm = clipNorm ?? 0
        setting.schedule = schedule?.schedule ?? .constant
        return setting
    }

    /// Those together that a pack may have, in the order of the first of each.
    private func packs(of runs: [HeldOutCase.Run]) -> [HeldOutCase.Pack] {
        var shapes: [PackShape] = []
        for run in runs {
            let shape = PackShape(run.configuration.setting)
            if !shapes.contains(shape) { shapes.append(shape) }
        }
        return shapes.map { shape in
            HeldOutCase.Pack(
                training: TrainingConfiguration(
                    shape,
                    epochs: epochs,
                    shuffle: shuffle,
                    metrics: Metric.standard + Metric.heldOut
                ),
                runs: runs.filter { PackShape($0.configuration.setting) == shape }
            )
        }
    }

    private struct Split: Decodable {
        let validation: Double?
        let test: Double?
        let folds: Int?
        let fold: Int?
        let seed: UInt64

        var rule: SplitRule {
            let draw = SplitDraw(seed: seed)
            guard let folds else {
                return .shares(HeldOutShares(validation: validation ?? 0, test: test ?? 0), draw)
            }
            return .folds(count: folds, draw)
        }
    }

    private struct Source: Decodable {
        let file: String?
        let spiral: Spiral?

        func table(standardize: Bool, split: SplitRule) throws -> SampleTable {
            guard let spiral else {
                let samples = try HeldOutCase.read(file ?? "", as: SampleDocument.self)
                return try samples.table(standardize: standardize, split: split)
            }
            return try .spiral(
                classes: spiral.classes,
                points: spiral.points,
                noise: spiral.noise,
                seed: spiral.seed,
                standardize: standardize,
                split: split
            )
        }

        struct Spiral: Decodable {
            let classes: Int
            let points: Int
            let noise: Double
            let seed: UInt32
        }
    }

    private struct Parts: Decodable {
        let train: [Int]
        let validation: [Int]
        let test: [Int]
    }
}

/// The samples of a data set of scikit-learn.
private struct SampleDocument: Decodable {
    let features: [[Double]]
    let labels: [Int32]

    func table(standardize: Bool, split: SplitRule) throws -> SampleTable {
        let width = features[0].count
        let rows = features.flatMap { $0 }
        let names = (0...(labels.max() ?? 0)).map { "\($0)" }
        return SampleTable(
            featureNames: (1...width).map { "feature \($0)" },
            kinds: [FeatureKind](repeating: standardize ? .double : .single, count: width),
            singles: standardize ? [] : rows.map { Float($0) },
            doubles: standardize ? rows : [],
            labels: labels,
            classNames: names,
            parts: try SampleParts(
                split,
                of: SplitInput(count: labels.count, labels: labels, classNames: names)
            )
        )
    }
}

/// A run with its results.
private struct Entry: Decodable {
    let configuration: Configuration
    let initial: [Float]?
    let curves: Curves
    let envelope: Curves

    enum CodingKeys: String, CodingKey {
        case configuration = "run"
        case initial, curves, envelope
    }

    func run(_ common: Setting) -> HeldOutCase.Run {
        HeldOutCase.Run(
            configuration: configuration.run(common),
            initialParameters: initial ?? [],
            curves: curves.byMetric,
            envelope: envelope.byMetric
        )
    }
}

/// A choice by its name.
private struct Named<Choice: RawRepresentable>: Decodable where Choice.RawValue == String {
    let value: Choice

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let name = try container.decode(String.self)
        guard let value = Choice(rawValue: name) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "\(Choice.self) has no \(name)"
            )
        }
        self.value = value
    }
}

/// What a run has of its own; the defaults are those of the script, not of the axes.
private struct Configuration: Decodable {
    let seed: UInt64
    let optimizer: Named<Optimizer>?
    let momentum: Double?
    let learningRate: Double
    let nesterov: Bool?
    let dampening: Double?
    let weightDecay: Double?
    let beta2: Double?
    let epsilon: Double?

    enum CodingKeys: String, CodingKey {
        case seed, optimizer, momentum, nesterov, dampening, beta2, epsilon
        case learningRate = "learning_rate"
        case weightDecay = "weight_decay"
    }

    func run(_ common: Setting) -> RunConfiguration {
        let optimizer = optimizer?.value ?? .sgd
        let standard = Setting.standard(with: optimizer)
        var setting = common
        setting.optimizer = optimizer
        setting.momentum = momentum ?? 0
        setting.learningRate = learningRate
        setting.nesterov = nesterov ?? false
        setting.dampening = dampening ?? 0
        setting.weightDecay = weightDecay ?? 0
        setting.beta2 = beta2 ?? standard.beta2
        setting.epsilon = epsilon ?? standard.epsilon
        return RunConfiguration(setting, seed: seed)
    }
}

/// The form of a schedule in a case.
private struct ScheduleDocument: Decodable {
    let step: Step?
    let exponential: Exponential?
    let cosine: Cosine?
    let oneCycle: OneCycle?
    let warmup: Int?
    let warmupStart: Double?

    enum CodingKeys: String, CodingKey {
        case step, exponential, cosine, warmup
        case oneCycle = "one_cycle"
        case warmupStart = "warmup_from"
    }

    struct Step: Decodable {
        let every: Int
        let factor: Double
    }

    struct Exponential: Decodable { let factor: Double }

    struct Cosine: Decodable {
        let to: Double?
        let over: Int?
    }

    struct OneCycle: Decodable {
        let baseMomentum: Double

        enum CodingKeys: String, CodingKey { case baseMomentum = "base_momentum" }
    }

    var schedule: Schedule {
        let rise = warmup.map {
            Schedule.Warmup(epochs: $0, start: warmupStart ?? Schedule.Warmup.standardStart)
        }
        return Schedule(decay, warmup: rise)
    }

    private var decay: Schedule.Decay {
        if let step { return .step(every: step.every, factor: step.factor) }
        if let exponential { return .exponential(factor: exponential.factor) }
        if let cosine { return .cosine(to: cosine.to ?? 0, over: cosine.over) }
        if let oneCycle { return .oneCycle(baseMomentum: oneCycle.baseMomentum) }
        return .constant
    }
}

/// The curves of a run.
private struct Curves: Decodable {
    let lastBatchLoss: [Double]
    let meanBatchLoss: [Double]
    let loss: [Double]
    let accuracy: [Double]
    let validationLoss: [Double]
    let validationAccuracy: [Double]

    enum CodingKeys: String, CodingKey {
        case lastBatchLoss = "last_batch_loss"
        case meanBatchLoss = "mean_batch_loss"
        case loss
        case accuracy = "metric"
        case validationLoss = "validation_loss"
        case validationAccuracy = "validation_metric"
    }

    var byMetric: [Metric: [Double]] {
        [
            .lastBatchLoss: lastBatchLoss, .meanBatchLoss: meanBatchLoss, .loss: loss,
            .accuracy: accuracy, .validationLoss: validationLoss,
            .validationAccuracy: validationAccuracy,
        ]
    }
}
