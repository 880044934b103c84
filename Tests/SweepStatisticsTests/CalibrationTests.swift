import SweepStatistics
import Testing

/// How often what is said is wrong, over 2,000 resamples of stored losses for each case.
///
/// A population is a table of scores: a row for each setting, a column for each seed. A resample
/// draws seeds with replacement, so the means over the population are the truth.
struct CalibrationTests {
    /// What is done to the scores of a resample.
    private enum Change {
        case none

        /// The settings of each seed change places at random.
        case exchange

        /// One seed gets scores that are far from those of all others.
        case dominate
    }

    /// How many of the resamples are wrong.
    private struct Faults {
        var familyWiseErrors = 0
        var setsWithoutBest = 0
        var boundsViolated = 0
    }

    private static let resampleCount = 2_000

    /// 5 % of the resamples.
    private static let limit = 100

    private let stored: [[Double]]

    init() throws { stored = try SpiralLosses.read().scores() }

    private static func mean(_ row: [Double]) -> Double { row.reduce(0, +) / Double(row.count) }

    /// The stored scores with their means multiplied by `share`.
    private func withMeans(times share: Double) -> [[Double]] {
        stored.map { row in row.map { $0 - (1 - share) * Self.mean(row) } }
    }

    /// Eight rows that each have the numbers of `row` in a random order.
    private func shuffles(of row: [Double]) -> [[Double]] {
        var numbers = SplitMix64Normal(seed: 40)
        return (0..<8).map { _ in
            var row = row
            for index in row.indices.dropFirst() {
                row.swapAt(index, numbers.index(below: index + 1))
            }
            return row
        }
    }

    private func resample(
        _ rows: [[Double]],
        seedCount: Int,
        change: Change,
        numbers: inout SplitMix64Normal
    ) -> ScoreTable {
        var table = ScoreTable(settingCount: rows.count, seedCount: seedCount)
        for seed in 0..<seedCount {
            let column = numbers.index(below: rows[0].count)
            var scores = rows.map { $0[column] }
            switch change {
            case .none: break
            case .exchange:
                for index in scores.indices.dropFirst() {
                    scores.swapAt(index, numbers.index(below: index + 1))
                }
            case .dominate:
                if seed == 0 {
                    scores = rows.map { Self.mean($0) + 3 * numbers.next() }
                }
            }
            for (setting, score) in scores.enumerated() { table[setting, seed: seed] = score }
        }
        return table
    }

    private func faults(
        _ rows: [[Double]],
        seedCount: Int,
        change: Change = .none
    ) throws -> Faults {
        var faults = Faults()
        var numbers = SplitMix64Normal(seed: UInt64(seedCount))
        var quantiles = StudentQuantiles()
        let truth = rows.map(Self.mean)
        let best = truth.indices.min { truth[$0] < truth[$1] } ?? 0
        for _ in 0..<Self.resampleCount {
            let table = resample(rows, seedCount: seedCount, change: change, numbers: &numbers)
            let answer = try #require(SweepAnswer(table, quantiles: &quantiles))
            faults.setsWithoutBest += answer.set?.contains(best) == true ? 0 : 1
            let regret = truth[answer.leader] - truth[best]
            faults.boundsViolated += try #require(answer.regretBound) < regret - 1e-12 ? 1 : 0
            if try hasFalseVerdict(table, truth: truth, quantiles: &quantiles) {
                faults.familyWiseErrors += 1
            }
        }
        return faults
    }

    /// Whether a setting is called better or worse than the first one and is not.
    private func hasFalseVerdict(
        _ table: ScoreTable,
        truth: [Double],
        quantiles: inout StudentQuantiles
    ) throws -> Bool {
        let families = [Array(truth.indices)]
        let differences = try #require(
            AxisDifferences(table, families: families, baseline: 0, quantiles: &quantiles)
        )
        return differences.rows.contains { row in
            let difference = truth[row.value] - truth[0]
            return row.verdict == .better && difference > -1e-12
                || row.verdict == .worse && difference < 1e-12
        }
    }

    private func expectCalibrated(
        _ faults: Faults,
        familyWiseLimit: Int = limit,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(faults.familyWiseErrors <= familyWiseLimit, sourceLocation: sourceLocation)
        #expect(faults.setsWithoutBest <= Self.limit, sourceLocation: sourceLocation)
        #expect(faults.boundsViolated <= Self.limit, sourceLocation: sourceLocation)
    }

    @Test(arguments: [5, 10, 30])
    func `settings with equal means are told apart in 5 % at most`(seedCount: Int) throws {
        let rows = withMeans(times: 0)
        expectCalibrated(try faults(rows, seedCount: seedCount, change: .exchange))
    }

    @Test(arguments: [5, 10, 30])
    func `so are settings with skewed scores`(seedCount: Int) throws {
        expectCalibrated(try faults(shuffles(of: stored[8]), seedCount: seedCount))
    }

    @Test(arguments: [5, 10, 30])
    func `so are settings whose scores tie`(seedCount: Int) throws {
        let tied = stored[8].map { ($0 * 2).rounded() / 2 }
        expectCalibrated(try faults(shuffles(of: tied), seedCount: seedCount))
    }

    @Test(arguments: [5, 10, 30])
    func `so are settings of which one seed dominates`(seedCount: Int) throws {
        let rows = withMeans(times: 0)
        expectCalibrated(try faults(rows, seedCount: seedCount, change: .dominate))
    }

    /// What the t test does not promise: that it holds its level for any distribution.
    ///
    /// Here the deviations of the settings range from 0.02 to 1.03 and their skews from −0.4 to
    /// 1.5, so that differences are not symmetric. Measured: 8.1, 8.6 and 5.8 %.
    @Test(arguments: [5, 10, 30])
    func `settings with equal means and unlike distributions are told apart in 10 % at most`(
        seedCount: Int
    ) throws {
        let rows = withMeans(times: 0)
        expectCalibrated(try faults(rows, seedCount: seedCount), familyWiseLimit: 200)
    }

    @Test(arguments: [5, 10, 30], [0.02, 0.3])
    func `the set has the true best, and the bound holds, for means that lie near or far apart`(
        seedCount: Int,
        share: Double
    ) throws {
        expectCalibrated(try faults(withMeans(times: share), seedCount: seedCount))
    }
}
