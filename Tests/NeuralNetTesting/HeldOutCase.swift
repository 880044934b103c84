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

    /// The runs, those together that a pack may have.
    package let packs: [Pack]

    /// Runs that are trained together.
    package struct Pack: Sendable {
        /// What the runs have in common; they record the standard and the held-out metrics.
        package let training: TrainingConfiguration

        /// The runs, in the order of the case.
        package let runs: [Run]
    }

    /// A run and what PyTorch came to.
    package struct Run: Sendable {
        /// What is trained.
        package let configuration: RunConfiguration

        /// The parameters at the start, in flat order; empty where the case has none.
        package let initialParameters: [Float]

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
        package func distance(of values: [Double], _ metric: Metric, sampleCount: Int) -> Double {
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
                let ratio = abs(value - curve[epoch]) / max(least, widest)
                worst = ratio.isFinite ? max(worst, ratio) : .infinity
            }
            return worst
        }
    }
}

extension HeldOutCase {
    /// The cases of plain SGD: each data set with parts and with folds, standardized in one of the
    /// two.
    package static let plainNames = [
        "spiral-parts", "spiral-fold-standardized", "wine-parts-standardized", "wine-fold",
        "digits-parts", "digits-fold-standardized",
    ]

    /// The cases of other optimizers, schedules, activations, initializations and losses.
    package static let trainingNames = [
        "spiral-optimizers", "wine-tanh-cosine", "wine-clipped-weights", "digits-gelu-onecycle",
        "spiral-elu-clipped", "wine-silu-onecycle",
    ]

    /// All cases that come with the package.
    package static let names = plainNames + trainingNames

    /// Reads the case `name`.
    ///
    /// - Throws: An error of Foundation when a file is missing or malformed, or of the split.
    package init(_ name: String) throws {
        self = try Self.read(name, as: HeldOutDocument.self).makeCase()
    }

    /// Reads a file of a case.
    static func read<Content: Decodable>(_ name: String, as form: Content.Type) throws -> Content {
        let file = Bundle.module.bundleURL.appending(path: "Fixtures/held-out/\(name).json")
        return try JSONDecoder().decode(form, from: Data(contentsOf: file))
    }
}

extension HeldOutCase {
    /// What a trainer measured of a run: the values of a metric, epoch by epoch.
    package typealias Measured = (Metric) -> [Double]

    /// How far a run is from PyTorch's in that of its metrics which is farthest away.
    ///
    /// - Parameters:
    ///   - run: The run.
    ///   - measured: Ours.
    /// - Returns: The largest ``Run/distance(of:_:sampleCount:)``, and the metric that has it.
    package func worst(_ run: Run, _ measured: Measured) -> (ratio: Double, metric: Metric) {
        let distances = (Metric.standard + Metric.heldOut).map { metric in
            let part: SamplePart = metric.part == .validation ? .validation : .training
            let count = parts[part]?.count ?? 0
            let values = measured(metric)
            return (run.distance(of: values, metric, sampleCount: count), metric)
        }
        return distances.max { $0.0 < $1.0 } ?? (.infinity, .loss)
    }
}
