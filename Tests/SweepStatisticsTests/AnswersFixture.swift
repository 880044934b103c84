import Foundation
import SweepStatistics
import TrainingModel

/// The numbers of `answers.json`.
struct AnswersFixture: Decodable {
    /// Rows of arguments and values.
    struct Distributions: Decodable {
        let gamma: [[Double]]
        let tails: [[Double]]
        let noncentral: [[Double]]
        let power: [[Double]]
        let needed: [[Double]]
        let binomial: [[Double]]
        let deviations: [[Double]]
        let normal: [[Double]]
        let logs: [[Double]]
    }

    /// The leader and its rivals.
    struct Answer: Decodable {
        let leader: Int
        let p: [Double]
        let bound: Double
        let summary: [[Double]]
    }

    /// One row of a table of differences.
    struct Difference: Decodable {
        let mean: Double
        let p: Double
        let holm: Double
        let interval: [Double]
        let simultaneous: [Double]
        let better: Int
    }

    /// Each momentum with its own best rate.
    struct Tuned: Decodable {
        let best: [Int]
        let means: [Double]
        let holm: [Double]
    }

    /// Shares of the variance.
    struct Variance: Decodable {
        let axes: [Double]
        let pairs: [Double]
        let seeds: Double
        let folds: Double
        let rest: Double
    }

    /// Scores and what follows from them.
    struct Table: Decodable {
        let folds: Int?
        let levels: [[Int]]
        let y: [[[Double]]]
        let answer: Answer
        let variance: Variance
        let intraclass: Double
        let families: [[Int]]?
        let grid: [[Int]]?
        let differences: [Difference]?
        let tuned: Tuned?

        /// The scores as a table.
        var scores: ScoreTable {
            var table = ScoreTable(
                settingCount: y.count,
                seedCount: y.first?.first?.count ?? 0,
                foldCount: folds
            )
            for (setting, folds) in y.enumerated() {
                for (fold, seeds) in folds.enumerated() {
                    for (seed, score) in seeds.enumerated() {
                        table[setting, fold: fold, seed: seed] = score
                    }
                }
            }
            return table
        }
    }

    let distributions: Distributions
    let tables: [Table]

    /// Reads the file.
    static func read() throws -> AnswersFixture {
        let file = Bundle.module.bundleURL.appending(path: "Fixtures/answers.json")
        return try JSONDecoder().decode(AnswersFixture.self, from: Data(contentsOf: file))
    }
}

/// Whether two numbers are the same to 1e-9 of the value, or of 1e-3 for small ones.
func agrees(_ ours: Double, _ theirs: Double) -> Bool {
    ours == theirs || abs(ours - theirs) <= 1e-9 * max(abs(theirs), 1e-3)
}

/// Whether two intervals are the same to 1e-9.
func agrees(_ ours: ClosedRange<Double>?, _ theirs: ArraySlice<Double>) -> Bool {
    guard let ours, let low = theirs.first, let high = theirs.last else { return false }
    return agrees(ours.lowerBound, low) && agrees(ours.upperBound, high)
}

extension ScoreTable {
    /// A table without folds: the scores of each setting, one for each seed; `nil` is missing.
    init(_ rows: [[Double?]], scale: LossScale? = nil) {
        self.init(
            settingCount: rows.count,
            seedCount: rows.first?.count ?? 0,
            scale: scale
        )
        for (setting, row) in rows.enumerated() {
            for (seed, score) in row.enumerated() { self[setting, seed: seed] = score }
        }
    }
}
