import Foundation
import SweepStatistics
import TrainingModel

/// The numbers of `classification.json`.
struct ClassificationFixture: Decodable {
    /// What scikit-learn makes of probabilities at one temperature.
    struct Measured: Decodable {
        /// The samples, the sum of their largest probabilities, and how many are right, for each
        /// bin.
        let bins: [[Double]]
        let error: Double
        let brier: Double
        let logLoss: Double
    }

    /// The logits of one network.
    struct Case: Decodable {
        let classCount: Int
        let labels: [Int32]
        let logits: [Float]
        let predictions: [Int32]
        let matrix: [Int]
        let precision: [Double]
        let recall: [Double]
        let f1: [Double]
        let support: [Int]
        let accuracy: Double
        let macroF1: Double
        let alwaysAccuracy: Double
        let alwaysMacroF1: Double
        let plain: Measured
        let temperature: Double
        let scaled: Measured

        /// The logits as the statistics take them.
        var table: LogitTable { LogitTable(logits, labels: labels, classCount: classCount) }

        /// The counts of the predictions.
        var confusion: ConfusionMatrix {
            ConfusionMatrix(labels: labels, predictions: predictions, classCount: classCount)
        }
    }

    /// The greedy selection, written with whole tables.
    struct Ensemble: Decodable {
        let samples: Int
        let limit: Int
        let probabilities: [Float]
        let members: [[Int]]
        let singleLoss: Double
        let loss: Double

        /// The probabilities as the selection takes them.
        var candidates: TrueProbabilities {
            var candidates = TrueProbabilities(sampleCount: samples)
            for start in stride(from: 0, to: probabilities.count, by: samples) {
                candidates.append(Array(probabilities[start..<start + samples]))
            }
            return candidates
        }
    }

    let cases: [Case]
    let ensembles: [Ensemble]

    /// Reads the file.
    static func load() throws -> ClassificationFixture {
        let file = Bundle.module.bundleURL.appending(path: "Fixtures/classification.json")
        return try JSONDecoder().decode(
            ClassificationFixture.self,
            from: Data(contentsOf: file)
        )
    }
}
