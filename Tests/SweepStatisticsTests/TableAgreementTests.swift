import SweepStatistics
import Testing
import TrainingModel

/// Tables with and without folds, against SciPy and statsmodels.
struct TableAgreementTests {
    /// Two units that differ much have intervals far beyond what any mean of clipped losses can be.
    @Test(arguments: [true, false])
    func `no interval and no bound exceeds what clipped losses can be`(isClipped: Bool) throws {
        let scale = try #require(LossScale(guess: 1, isHeldOut: true))
        let ends = [scale.score(ofLoss: 0), scale.highestScore]
        let rows: [[Double?]] = [ends, [ends[1], ends[0]], [0, 0]]
        let table = ScoreTable(rows, scale: isClipped ? scale : nil)
        var quantiles = StudentQuantiles()
        let summary = try #require(ScoreSummary(of: 0, in: table, quantiles: &quantiles))
        #expect((summary.interval == scale.losses) == isClipped)
        let response = BestResponse(table, grid: [[0], [2]], quantiles: &quantiles)
        #expect((response?.rows.first?.interval == scale.losses) == isClipped)
        let differences = AxisDifferences(
            table,
            families: [[0, 1]],
            baseline: 0,
            quantiles: &quantiles
        )
        let row = try #require(differences?.rows.first)
        #expect((row.interval == scale.factors) == isClipped)
        #expect((row.simultaneousInterval == scale.factors) == isClipped)
        let answer = try #require(SweepAnswer(table, quantiles: &quantiles))
        let share = try #require(answer.regretBoundShare)
        #expect((share == scale.factors.upperBound - 1) == isClipped)
        #expect(isClipped || share > scale.factors.upperBound)
        let bound = try #require(answer.regretBound)
        #expect((abs(bound - (ends[1] - ends[0])) < 1e-12) == isClipped)
    }

    /// What is within stays as it is.
    @Test func `an interval within what losses can be is not touched`() throws {
        let scale = try #require(LossScale(guess: 1, isHeldOut: true))
        let rows = [[-1.0, -1.1, -1.2], [-1.5, -1.2, -1.4]]
        var quantiles = StudentQuantiles()
        let clipped = SweepAnswer(ScoreTable(rows, scale: scale), quantiles: &quantiles)
        let free = SweepAnswer(ScoreTable(rows), quantiles: &quantiles)
        #expect(clipped?.regretBound == free?.regretBound && clipped?.regretBound != nil)
        let estimate = MeanEstimate(rows[0], design: .seeds)
        let interval = estimate.lossInterval(level: 0.95, scale: scale, quantiles: &quantiles)
        let other = estimate.lossInterval(level: 0.95, scale: nil, quantiles: &quantiles)
        #expect(interval == other && interval != nil)
    }

    private let tables: [AnswersFixture.Table]

    init() throws { tables = try AnswersFixture.read().tables }

    @Test func `leader, p values, set and bound are those of SciPy's one-sided test`() throws {
        var quantiles = StudentQuantiles()
        for table in tables {
            let ours = try #require(SweepAnswer(table.scores, quantiles: &quantiles))
            #expect(ours.leader == table.answer.leader)
            let p = ours.candidates.compactMap(\.probability)
            #expect(zip(p, table.answer.p).allSatisfy { agrees($0, $1) })
            #expect(p.count == table.answer.p.count)
            let bound = try #require(ours.regretBound)
            #expect(agrees(bound, table.answer.bound))
            let limit = 0.05 / Double(p.count)
            let expected = ours.candidates.map(\.setting).filter { setting in
                if setting == ours.leader { return true }
                let index = setting < ours.leader ? setting : setting - 1
                return table.answer.p[index] >= limit
            }
            #expect(ours.set == expected)
        }
    }

    @Test func `losses, their intervals and medians are SciPy's`() throws {
        var quantiles = StudentQuantiles()
        for table in tables {
            for (setting, expected) in table.answer.summary.enumerated() {
                let ours = try #require(
                    ScoreSummary(of: setting, in: table.scores, quantiles: &quantiles)
                )
                #expect(agrees(ours.loss, expected[0]))
                #expect(agrees(ours.interval, expected[1...2]))
                #expect(agrees(ours.median, expected[3]))
            }
        }
    }

    @Test func `differences, Holm's p values and intervals are statsmodels'`() throws {
        var quantiles = StudentQuantiles()
        for table in tables {
            guard let families = table.families, let expected = table.differences else { continue }
            let ours = try #require(
                AxisDifferences(
                    table.scores,
                    families: families,
                    baseline: 0,
                    quantiles: &quantiles
                )
            )
            let rows = ours.rows + ours.pooled
            #expect(rows.count == expected.count && ours.comparisonCount == expected.count)
            for (row, expected) in zip(rows, expected) {
                #expect(agrees(row.estimate.mean, expected.mean))
                #expect(agrees(row.probability ?? .nan, expected.p))
                #expect(agrees(row.adjustedProbability ?? .nan, expected.holm))
                #expect(agrees(row.interval, expected.interval[...]))
                #expect(agrees(row.simultaneousInterval, expected.simultaneous[...]))
                #expect(row.betterCount == expected.better)
                #expect((row.verdict == .open) == (expected.holm >= 0.05))
            }
        }
    }

    @Test func `tuned against tuned is a paired test over cross-fitted differences`() throws {
        var quantiles = StudentQuantiles()
        var count = 0
        for table in tables {
            guard let grid = table.grid, let expected = table.tuned else { continue }
            count += 1
            let ours = try #require(
                BestResponse(table.scores, grid: grid, quantiles: &quantiles)
            )
            #expect(ours.rows.map(\.setting) == expected.best)
            #expect(ours.differences.count == expected.means.count)
            for (index, row) in ours.differences.enumerated() {
                #expect(agrees(row.estimate.mean, expected.means[index]))
                #expect(agrees(row.adjustedProbability ?? .nan, expected.holm[index]))
            }
        }
        #expect(count == 2)
    }

    @Test func `shares of variance are those of an analysis of variance`() throws {
        for table in tables {
            let ours = try #require(VarianceShares(table.scores, levels: table.levels))
            let expected = table.variance
            #expect(zip(ours.axes, expected.axes).allSatisfy { agrees($0, $1) })
            #expect(zip(ours.pairs, expected.pairs).allSatisfy { agrees($0.share, $1) })
            #expect(ours.pairs.count == expected.pairs.count)
            #expect(agrees(ours.seeds, expected.seeds) && agrees(ours.folds, expected.folds))
            #expect(agrees(ours.rest, expected.rest))
            let parts = ours.axes + ours.pairs.map(\.share) + [ours.seeds, ours.folds, ours.rest]
            #expect(abs(parts.reduce(0, +) - 1) < 1e-12)
        }
    }

    @Test func `correlation by seed is the intraclass correlation`() throws {
        for table in tables {
            let settings = Array(table.y.indices)
            let ours = try #require(SeedCorrelation.intraclass(of: settings, in: table.scores))
            #expect(agrees(ours, table.intraclass))
        }
    }
}
