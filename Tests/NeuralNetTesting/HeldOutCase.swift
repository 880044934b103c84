internal import Foundation
package import NeuralNet
package import TrainingModel

/// A training with held-out samples that scikit-learn split and PyTorch trained.
///
/// Where the data are standardized, it is with mean and population deviation of the training part
/// in Double. How far rounding alone carries a curve is part of the case: the largest distance, in
/// each epoch, of a training in Double and of 16 whose initial parameters differ by one unit in the
/// last place.
package struct HeldOutCase: Sendable {
    /// The samples with their parts, drawn by this package.
    package let table: SampleTable

    /// The fold that is held out, from 0; 0 where there are none.
    package let fold: Int

    /// The indices of each part as scikit-learn drew them.
    package let parts: [SamplePart: [Int]]

    /// What the runs have in common; they record the standard and the held-out metrics.
    package let training: TrainingConfiguration

    /// The runs.
    package let runs: [Run]

    /// A run and what PyTorch came to.
    package struct Run: Sendable {
        /// What is trained.
        package let configuration: RunConfiguration

        /// PyTorch's values of a metric, epoch by epoch.
        package let curves: [Metric: [Double]]

        /// How far PyTorch differs from itself there.
        package let envelope: [Metric: [Double]]

        /// How far `values` of `metric` are from PyTorch's, in units of what rounding explains.
        ///
        /// - Parameters:
        ///   - values: Ours, one for each epoch.
        ///   - metric: The metric.
        ///   - sampleCount: The samples that a share is of.
        /// - Returns: The largest ratio of all epochs; this project allows 3.
        package func distance(of values: [Float], _ metric: Metric, sampleCount: Int) -> Double {
            guard let curve = curves[metric], let envelope = envelope[metric],
                values.count == curve.count
            else { return .infinity }
            var widest = 0.0
            var worst = 0.0
            for (epoch, value) in values.enumerated() {
                widest = max(widest, envelope[epoch])
                let least =
                    metric.direction == .higher
                    ? 1 / Double(sampleCount) : 1e-6 * max(1, abs(curve[epoch]))
                let ratio = abs(Double(value) - curve[epoch]) / max(least, widest)
                worst = ratio.isFinite ? max(worst, ratio) : .infinity
            }
            return worst
        }
    }
}

extension HeldOutCase {
    /// The cases that come with the package: each data set with parts and with folds, standardized
    /// in one of the two.
    package static let names = [
        "spiral-parts", "spiral-fold-standardized", "wine-parts-standardized", "wine-fold",
        "digits-parts", "digits-fold-standardized",
    ]

    /// Reads the case `name`.
    ///
    /// - Throws: An error of Foundation when a file is missing or malformed, or of the split.
    package init(_ name: String) throws {
        let document: CaseDocument = try Self.read(name)
        let data = document.dataset
        let rule = document.split.rule
        if let spiral = data.spiral {
            table = try .spiral(
                classes: spiral.classes,
                points: spiral.points,
                noise: spiral.noise,
                seed: spiral.seed,
                standardize: document.standardize,
                split: rule
            )
        } else {
            let samples: SampleDocument = try Self.read(data.file ?? "")
            table = try samples.table(standardize: document.standardize, split: rule)
        }
        fold = document.split.fold ?? 0
        parts = [
            .training: document.parts.train, .validation: document.parts.validation,
            .test: document.parts.test,
        ]
        training = TrainingConfiguration(
            PackShape(Setting(batch: document.batch, layers: document.layers)),
            epochs: document.epochs,
            shuffle: document.shuffle,
            metrics: Metric.standard + Metric.heldOut
        )
        runs = document.runs.map(\.run)
    }

    private static func read<Content: Decodable>(_ name: String) throws -> Content {
        let file = Bundle.module.bundleURL.appending(path: "Fixtures/held-out/\(name).json")
        return try JSONDecoder().decode(Content.self, from: Data(contentsOf: file))
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

/// The form of a case's file.
private struct CaseDocument: Decodable {
    let layers: [Int]
    let batch: Int
    let epochs: Int
    let shuffle: Bool
    let standardize: Bool
    let split: Split
    let dataset: Source
    let parts: Parts
    let runs: [Entry]

    struct Split: Decodable {
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

    struct Source: Decodable {
        let file: String?
        let spiral: Spiral?

        struct Spiral: Decodable {
            let classes: Int
            let points: Int
            let noise: Double
            let seed: UInt32
        }
    }

    struct Parts: Decodable {
        let train: [Int]
        let validation: [Int]
        let test: [Int]
    }

    struct Entry: Decodable {
        let configuration: Configuration
        let curves: Curves
        let envelope: Curves

        enum CodingKeys: String, CodingKey {
            case configuration = "run"
            case curves, envelope
        }

        var run: HeldOutCase.Run {
            HeldOutCase.Run(
                configuration: configuration.run,
                curves: curves.byMetric,
                envelope: envelope.byMetric
            )
        }
    }

    struct Configuration: Decodable {
        let seed: UInt64
        let momentum: Double
        let learningRate: Double
        let nesterov: Bool?
        let dampening: Double?
        let weightDecay: Double?

        enum CodingKeys: String, CodingKey {
            case seed, momentum, nesterov, dampening
            case learningRate = "learning_rate"
            case weightDecay = "weight_decay"
        }

        var run: RunConfiguration {
            RunConfiguration(
                Setting(
                    momentum: momentum,
                    learningRate: learningRate,
                    nesterov: nesterov ?? false,
                    dampening: dampening ?? 0,
                    weightDecay: weightDecay ?? 0
                ),
                seed: seed
            )
        }
    }

    struct Curves: Decodable {
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
}
