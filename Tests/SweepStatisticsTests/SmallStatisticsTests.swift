import SweepStatistics
import Testing

/// Best responses, targets, shares of variance, accuracies and rounding at their edges.
struct SmallStatisticsTests {
    @Test func `the best rate of each momentum is named, and where it lies on the edge`() throws {
        let rows: [[Double?]] = [
            [1, 2, 1, 2], [0, 1, 0, 1], [3, 3, 3, 3],
            [2, 2, 2, 2], [1, 1, 1, 1], [0, 0, 0, 0],
            [1, 1, 1, 1],
        ]
        var quantiles = StudentQuantiles()
        let ours = try #require(
            BestResponse(
                ScoreTable(rows),
                grid: [[0, 1, 2], [3, 4, 5], [nil, 6, nil], [nil, nil, nil]],
                quantiles: &quantiles
            )
        )
        #expect(ours.rows.map(\.setting) == [1, 5, 6])
        #expect(ours.rows.map(\.learningRate) == [1, 2, 1])
        #expect(ours.rows.map(\.isAtHighEdge) == [false, true, false])
        #expect(ours.rows.map(\.isAtLowEdge) == [false, false, false])
        #expect(ours.differences.map(\.value) == [1, 2])
        #expect(ours.differences.map(\.estimate.mean) == [-0.5, 0.5])
    }

    @Test func `of two rates the best is at no edge, and of three the outer ones are`() throws {
        var quantiles = StudentQuantiles()
        let table = ScoreTable([[1, 1], [2, 2], [3, 3]])
        func row(_ column: [Int?]) throws -> BestResponse.Row {
            try #require(BestResponse(table, grid: [column], quantiles: &quantiles)?.rows.first)
        }
        for column in [[0, 1], [1, 0], [0, nil, 1]] {
            let row = try row(column)
            #expect(!row.isAtLowEdge && !row.isAtHighEdge)
        }
        #expect(try row([0, 1, 2]).isAtLowEdge && row([2, 1, 0]).isAtHighEdge)
        #expect(try !row([1, 0, 2]).isAtLowEdge && !row([1, 0, 2]).isAtHighEdge)
    }

    @Test func `three seeds are too few for tuned against tuned`() throws {
        var quantiles = StudentQuantiles()
        let table = ScoreTable([[1, 2, 3], [2, 1, 1]])
        let ours = try #require(BestResponse(table, grid: [[0], [1]], quantiles: &quantiles))
        #expect(ours.differences.isEmpty && ours.rows.count == 2)
        let none = ScoreTable([[nil], [1]])
        #expect(BestResponse(none, grid: [[0], [1]], quantiles: &quantiles) == nil)
    }

    /// Choosing among many equal rates makes the lowest look good; across halves it must not.
    @Test func `a choice is not judged by the seeds it was made from`() throws {
        var numbers = SplitMix64Normal(seed: 9)
        var sum = 0.0
        for _ in 0..<400 {
            let rows = (0..<13).map { _ in (0..<8).map { _ -> Double? in numbers.next() } }
            var quantiles = StudentQuantiles()
            let ours = try #require(
                BestResponse(
                    ScoreTable(rows),
                    grid: [[0], Array(1...12)],
                    quantiles: &quantiles
                )
            )
            sum += ours.differences.first?.estimate.mean ?? .nan
        }
        // The deviation of this mean is 0.025; the naive difference is about −0.58.
        #expect(abs(sum / 400) < 0.1)
    }

    @Test func `never is infinite in the median of epochs`() {
        #expect(EpochsToTarget([5, 9, 7], epochCount: 100).median == .epoch(7))
        #expect(EpochsToTarget([5, 8, 7, nil], epochCount: 100).median == .epoch(7.5))
        #expect(EpochsToTarget([5, nil, 7, nil], epochCount: 100).median == .beyond(100))
        #expect(EpochsToTarget([5, nil, nil], epochCount: 100).median == .beyond(100))
        let most = EpochsToTarget([1, 2, 2, 4, nil], epochCount: 9)
        #expect(most.reachedCount == 4 && most.count == 5 && most.median == .epoch(2))
        #expect(EpochsToTarget([], epochCount: 9).median == nil)
    }

    @Test func `the default target is half way from the guess to the leader`() {
        let target = EpochsToTarget.defaultTarget(leaderAccuracy: 0.9, largestClassShare: 0.5)
        #expect(target == 0.7)
        #expect(
            EpochsToTarget.defaultTarget(leaderAccuracy: 0.5, largestClassShare: 0.5) == nil
        )
        #expect(EpochsToTarget.defaultTarget(leaderDetermination: 0.8) == 0.4)
        #expect(EpochsToTarget.defaultTarget(leaderDetermination: -1) == nil)
    }

    @Test func `shares of variance need a full grid whose scores differ`() {
        let table = ScoreTable([[1, 2], [3, 5], [2, 2], [7, 7]])
        let grid = [[0, 0], [0, 1], [1, 0], [1, 1]]
        #expect(VarianceShares(table, levels: grid) != nil)
        #expect(VarianceShares(table, levels: [[0, 0], [0, 1], [1, 0], [1, 0]]) == nil)
        #expect(VarianceShares(table, levels: [[0, 0], [0, 1], [1, 0], [2, 1]]) == nil)
        #expect(VarianceShares(table, levels: Array(grid.dropLast())) == nil)
        let equal = ScoreTable([[0.1, 0.1], [0.1, 0.1]])
        #expect(VarianceShares(equal, levels: [[0], [1]]) == nil)
        let gap = ScoreTable([[1, nil], [nil, 2]])
        #expect(VarianceShares(gap, levels: [[0], [1]]) == nil)
    }

    @Test func `seeds that are not complete do not change the shares of those that are`() throws {
        let whole = try #require(
            VarianceShares(ScoreTable([[1, 2], [3, 5]]), levels: [[0], [1]])
        )
        let partial = try #require(
            VarianceShares(ScoreTable([[1, 2, 9], [3, 5, nil]]), levels: [[0], [1]])
        )
        #expect(abs(whole.seeds - partial.seeds) < 1e-15 && whole.axes == partial.axes)
    }

    @Test
    func `settings that move with the seeds correlate, and constant ones have no correlation`()
        throws
    {
        let together = ScoreTable([[1, 2, 4], [2, 3, 5], [0, 1, 3]])
        let correlation = try #require(SeedCorrelation.intraclass(of: [0, 1, 2], in: together))
        #expect(abs(correlation - 1) < 1e-12)
        let constant = ScoreTable([[1, 1], [2, 2]])
        #expect(SeedCorrelation.intraclass(of: [0, 1], in: constant) == nil)
        #expect(SeedCorrelation.intraclass(of: [0], in: together) == nil)
    }

    @Test func `equal counts are equal accuracies, without an interval`() throws {
        var quantiles = StudentQuantiles()
        let same = try #require(
            AccuracySummary(correct: [9, 9, 9], of: 10, quantiles: &quantiles)
        )
        #expect(same.isSameInAll && same.mean == 0.9 && same.interval == nil && same.runCount == 3)
        let mixed = try #require(
            AccuracySummary(correct: [9, 8, 10], of: 10, quantiles: &quantiles)
        )
        let interval = try #require(mixed.interval)
        #expect(!mixed.isSameInAll && mixed.mean == 0.9 && interval.upperBound == 1)
        #expect(AccuracySummary(correct: [], of: 10, quantiles: &quantiles) == nil)
    }

    @Test func `accuracy on a part has the part's interval, however many seeds there are`() {
        let part = PartAccuracy(correct: 85.5, sampleCount: 90, largestClassCount: 36)
        #expect(part.share == 0.95 && part.largestClassShare == 0.4)
        let interval = part.interval()
        #expect(interval.low < 0.9 && interval.high > 0.98)
    }

    private static let roundings: [(value: Double, digits: Int, expected: Double)] = [
        (0, 3, 0), (123.456, 3, 123), (0.000_123_456, 2, 0.000_12), (-1.5, 1, -2), (2.5, 1, 2),
        (9.999, 2, 10), (1e300, 5, 1e300), (0.1 + 0.2, 12, 0.3),
        (2.0 / 3, 4, 0.6667), (12_345, 5, 12_345),
    ]

    @Test(arguments: roundings)
    func `a number is rounded to digits that count`(
        value: Double,
        digits: Int,
        expected: Double
    ) {
        #expect(value.rounded(significantDigits: digits) == expected)
    }

    @Test func `what is not finite stays as it is`() {
        #expect(Double.infinity.rounded(significantDigits: 3) == .infinity)
        #expect(Double.nan.rounded(significantDigits: 3).isNaN)
    }
}
