import SweepStatistics
import Testing

/// Tables of differences: what is in them, what decides, and what they can see.
struct ScoreDifferenceTests {
    private func differences(
        _ rows: [[Double?]],
        families: [[Int?]],
        baseline: Int = 0,
        isFinal: Bool = true
    ) -> AxisDifferences? {
        var quantiles = StudentQuantiles()
        return AxisDifferences(
            ScoreTable(rows),
            families: families,
            baseline: baseline,
            isFinal: isFinal,
            quantiles: &quantiles
        )
    }

    @Test func `one family is not said twice, and two are pooled seed by seed`() throws {
        let rows: [[Double?]] = [[0, 0, 0], [1, 2, 4], [0, 0, 0], [3, 4, 2]]
        let single = try #require(differences(rows, families: [[0, 1]]))
        #expect(single.rows.count == 1 && single.pooled.isEmpty)
        let both = try #require(differences(rows, families: [[0, 1], [2, 3]]))
        #expect(both.rows.map(\.setting) == [1, 3] && both.rows.map(\.baseline) == [0, 2])
        #expect(both.comparisonCount == 3)
        let pooled = try #require(both.pooled.first)
        #expect(pooled.estimate == MeanEstimate([2, 3, 3], design: .seeds))
        #expect(pooled.family == nil && pooled.value == 1 && pooled.worseCount == 3)
    }

    @Test func `families without the baseline, and gaps, are left out`() throws {
        let rows: [[Double?]] = [[0, 0], [1, 2], [4, 5], [nil, nil]]
        let ours = try #require(differences(rows, families: [[0, nil, 1], [nil, 2, 3]]))
        #expect(ours.rows.map(\.setting) == [1] && ours.pooled.isEmpty && ours.seeds == [0, 1])
        #expect(differences(rows, families: [[nil, 2]]) == nil)
        #expect(differences(rows, families: [[0, 3]]) == nil)
        #expect(differences(rows, families: [[0]]) == nil)
    }

    @Test func `another baseline turns the sign`() throws {
        let rows: [[Double?]] = [[0, 0, 1], [1, 2, 2]]
        let forward = try #require(differences(rows, families: [[0, 1]])?.rows.first)
        let back = try #require(differences(rows, families: [[0, 1]], baseline: 1)?.rows.first)
        #expect(forward.estimate.mean == -back.estimate.mean)
        #expect(forward.worseCount == back.betterCount && back.value == 0)
        #expect(abs(forward.factor * back.factor - 1) < 1e-15)
    }

    @Test func `runs that are always equal, or always worse by the same, need no deviation`() throws
    {
        let rows: [[Double?]] = [[0.1, 0.2, 0.3], [0.1, 0.2, 0.3], [1.1, 1.2, 1.3]]
        let ours = try #require(differences(rows, families: [[0, 1, 2]]))
        #expect(ours.rows[0].probability == 1 && ours.rows[0].verdict == .open)
        #expect(ours.rows[0].interval == 1...1 && ours.rows[0].betterCount == 0)
        let worse = MeanEstimate([1, 1, 1], design: .seeds)
        #expect(worse.probabilityOfNoDifference == 0 && worse.probabilityOfNoIncrease == 0)
        #expect(MeanEstimate([-1, -1], design: .seeds).probabilityOfNoIncrease == 1)
        // 0.1 + 0.1 + 0.1 is not 0.3.
        #expect(MeanEstimate([0.1, 0.1, 0.1], design: .seeds).standardDeviation == 0)
    }

    @Test func `before the end, and with one seed, there is no p value`() throws {
        let rows: [[Double?]] = [[0, 0, 0], [1, 2, 4]]
        let early = try #require(differences(rows, families: [[0, 1]], isFinal: false)?.rows.first)
        #expect(early.probability == nil && early.adjustedProbability == nil)
        #expect(early.interval != nil && early.verdict == .open && early.decidingUnits == [])
        let alone = try #require(differences([[0], [1]], families: [[0, 1]])?.rows.first)
        #expect(alone.probability == nil && alone.interval == nil && alone.worseCount == 1)
    }

    @Test func `the seed is named that alone decides`() throws {
        let base = [Double?](repeating: 0, count: 6)
        let hidden: [Double?] = [-1, -1.1, -0.9, -1, 8, -1.05]
        let row = try #require(differences([base, hidden], families: [[0, 1]])?.rows.first)
        #expect(row.verdict == .open && row.decidingUnits == [4] && row.betterCount == 5)
        let clear: [Double?] = [-1, -1.1, -0.9, -1, -1.2, -1.05]
        let other = try #require(differences([base, clear], families: [[0, 1]])?.rows.first)
        #expect(other.verdict == .better && other.decidingUnits == [])
    }

    @Test
    func `an interval that leaves 1 out belongs to a difference that Holm's correction finds`()
        throws
    {
        var numbers = SplitMix64Normal(seed: 3)
        var found = 0
        for _ in 0..<200 {
            let rows = (0..<6).map { row in
                (0..<5).map { _ -> Double? in numbers.next() + 0.5 * Double(row) }
            }
            let ours = try #require(differences(rows, families: [[0, 1, 2], [3, 4, 5]]))
            for row in ours.rows + ours.pooled {
                let interval = try #require(row.simultaneousInterval)
                let isApart = interval.upperBound < 1 || interval.lowerBound > 1
                #expect(!isApart || row.verdict != .open)
                found += isApart ? 1 : 0
            }
        }
        #expect(found > 20)
    }

    @Test func `Holm's levels reject what Holm's p values reject`() {
        var numbers = SplitMix64Normal(seed: 4)
        for _ in 0..<500 {
            let p = (0..<7).map { _ in abs(numbers.next()) * 0.02 } + [.nan]
            let adjusted = HolmCorrection.adjusted(p)
            let levels = HolmCorrection.levels(p)
            #expect(zip(zip(p, levels), adjusted).allSatisfy { ($0.0 < $0.1) == ($1 < 0.05) })
        }
    }

    @Test func `power is said from the deviation alone, and not with folds`() throws {
        let estimate = MeanEstimate([0.1, 0.3, -0.2, 0.4], design: .seeds)
        let power = try #require(DifferencePower(of: estimate, comparisonCount: 3))
        var quantiles = StudentQuantiles()
        let difference = power.detectable(quantiles: &quantiles)
        let effect = difference / estimate.standardDeviation
        let reached = PairedTestPower.power(effect: effect, pairs: 4, level: 0.05 / 3)
        #expect(abs(reached - 0.8) < 1e-9)
        #expect(power.detectableShare(quantiles: &quantiles) > difference)
        let needed = power.seedsNeeded(factor: 1.1)
        let counts = try [needed.low, needed.expected, needed.high].map { try #require($0) }
        #expect(counts == counts.sorted() && counts[0] < counts[1] && counts[1] < counts[2])
        let same = MeanEstimate([0.1, 0.1, 0.1], design: .seeds)
        let certain = try #require(DifferencePower(of: same, comparisonCount: 3))
        #expect(certain.detectable(quantiles: &quantiles) == 0)
        #expect(certain.seedsNeeded().expected == 2)
        #expect(
            DifferencePower(of: MeanEstimate([1, 2], design: .folds(2)), comparisonCount: 1) == nil
        )
        #expect(DifferencePower(of: MeanEstimate([1], design: .seeds), comparisonCount: 1) == nil)
    }
}
