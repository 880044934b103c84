import SweepStatistics
import Testing
import TrainingModel

/// Which of several groups of settings has the best one, and how often that is said wrongly.
struct GroupComparisonTests {
    private func compare(
        _ rows: [[Double?]],
        groups: [Int],
        isFinal: Bool = true
    ) throws -> GroupComparison? {
        var quantiles = StudentQuantiles()
        let table = ScoreTable(rows)
        let answer = try #require(SweepAnswer(table, isFinal: isFinal, quantiles: &quantiles))
        return GroupComparison(table, answer: answer, groups: groups, quantiles: &quantiles)
    }

    @Test func `the group whose settings alone are in the set is best`() throws {
        let rows: [[Double]] = [[5, 6, 7.1], [1, 2, 3.1], [3, 4, 5], [3.1, 4.1, 5.2]]
        let comparison = try #require(try compare(rows, groups: [0, 0, 1, 1]))
        #expect(comparison.rows.map(\.group) == [0, 1])
        #expect(comparison.rows.map(\.setting) == [1, 2])
        #expect(comparison.rows.map(\.settingCount) == [2, 2])
        #expect(comparison.rows.map(\.verdict) == [.best, .worse])
        #expect(comparison.rows[0].regretBoundShare == 0)
        // e² − 1 and a little more.
        #expect(try #require(comparison.rows[1].regretBoundShare) > 6.3)
    }

    @Test func `groups that both have a setting in the set are open`() throws {
        let rows: [[Double]] = [[1, 2, 3], [1.5, 1.6, 3.2], [9, 9.5, 10.1]]
        let comparison = try #require(try compare(rows, groups: [2, 0, 1]))
        #expect(comparison.rows.map(\.group) == [2, 0, 1])
        #expect(comparison.rows.map(\.verdict) == [.open, .open, .worse])
        let bounds = comparison.rows.compactMap(\.regretBoundShare)
        #expect(bounds.count == 3 && bounds.allSatisfy { $0 > 0 })
    }

    @Test func `the leader's group has the bound of the whole answer`() throws {
        var quantiles = StudentQuantiles()
        let table = ScoreTable([[1, 2, 3, 2], [1.5, 1.6, 3.2, 2.5], [1.4, 1.8, 3.1, 2]])
        let answer = try #require(SweepAnswer(table, quantiles: &quantiles))
        let comparison = try #require(
            GroupComparison(table, answer: answer, groups: [0, 1, 1], quantiles: &quantiles)
        )
        #expect(comparison.rows[0].setting == answer.leader)
        #expect(comparison.rows[0].regretBoundShare == answer.regretBoundShare)
    }

    @Test func `one group, one seed or a sweep that goes on have nothing to say`() throws {
        #expect(try compare([[1, 2], [2, 3]], groups: [0, 0]) == nil)
        #expect(try compare([[1, 2], [nil, nil]], groups: [0, 1]) == nil)
        let single = try #require(try compare([[1], [2]], groups: [0, 1]))
        #expect(single.rows.allSatisfy { $0.verdict == nil && $0.regretBoundShare == nil })
        let partial = try #require(
            try compare([[1, 2], [2, 4]], groups: [0, 1], isFinal: false)
        )
        #expect(partial.rows.map(\.verdict) == [nil, nil])
    }

    // MARK: Calibration

    /// How many of 2,000 made-up sweeps are wrong.
    private struct Faults {
        /// A group is called best or worse that has the best setting just as well.
        var verdicts = 0

        /// The bound of some group does not hold.
        var bounds = 0
    }

    private static let sweepCount = 2_000

    /// 5 % of the sweeps.
    private static let limit = 100

    /// Makes up sweeps: scores are a setting's mean, what its seed gives to all, and noise of its
    /// own, normal or skewed, with a deviation that grows from setting to setting.
    private func faults(
        means: [Double],
        groups: [Int],
        seedCount: Int,
        isSkewed: Bool
    ) throws -> Faults {
        var faults = Faults()
        var numbers = SplitMix64Normal(seed: UInt64(seedCount))
        var quantiles = StudentQuantiles()
        let lowest = means.min() ?? 0
        let best = Set(means.indices.filter { means[$0] == lowest }.map { groups[$0] })
        for _ in 0..<Self.sweepCount {
            var table = ScoreTable(settingCount: means.count, seedCount: seedCount)
            for seed in 0..<seedCount {
                let common = numbers.next()
                for (setting, mean) in means.enumerated() {
                    let normal = numbers.next()
                    // The square of a normal number has the mean 1.
                    let noise = isSkewed ? normal * normal - 1 : normal
                    let deviation = 0.1 * (1 + Double(setting) / Double(means.count))
                    table[setting, seed: seed] = mean + common + deviation * noise
                }
            }
            let answer = try #require(SweepAnswer(table, quantiles: &quantiles))
            let comparison = try #require(
                GroupComparison(table, answer: answer, groups: groups, quantiles: &quantiles)
            )
            let isWrong = comparison.rows.contains { row in
                row.verdict == .worse && best.contains(row.group)
                    || row.verdict == .best && best != [row.group]
            }
            let isViolated = comparison.rows.contains { row in
                let regret = LossScale.loss(ofScore: means[row.setting] - lowest) - 1
                return (row.regretBoundShare ?? 0) < regret - 1e-12
            }
            faults.verdicts += isWrong ? 1 : 0
            faults.bounds += isViolated ? 1 : 0
        }
        return faults
    }

    /// All eight settings are equally good, three of them of one group: neither group beats the
    /// other.
    ///
    /// Where each is chosen as the lowest of its own, the larger group looks better.
    @Test(arguments: [5, 10, 30], [false, true])
    func `groups of equal settings are told apart in 5 % at most`(
        seedCount: Int,
        isSkewed: Bool
    ) throws {
        let faults = try faults(
            means: Array(repeating: 0, count: 8),
            groups: [0, 0, 0, 1, 1, 1, 1, 1],
            seedCount: seedCount,
            isSkewed: isSkewed
        )
        #expect(faults.verdicts <= Self.limit, "\(faults)")
        #expect(faults.bounds <= Self.limit, "\(faults)")
    }

    @Test(arguments: [5, 10, 30], [0.02, 0.1])
    func `the bounds of all groups and the verdicts hold together where settings differ`(
        seedCount: Int,
        step: Double
    ) throws {
        let faults = try faults(
            means: (0..<9).map { Double($0) * step },
            groups: [0, 1, 2, 1, 2, 0, 2, 0, 1],
            seedCount: seedCount,
            isSkewed: false
        )
        #expect(faults.verdicts <= Self.limit, "\(faults)")
        #expect(faults.bounds <= Self.limit, "\(faults)")
    }
}
