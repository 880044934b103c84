import SweepStatistics
import Testing
import TrainingModel

/// When there is a set, a bound and a simplest setting, and when there is none.
struct SweepAnswerTests {
    private func compare(
        _ rows: [[Double?]],
        simplicity: [SweepAnswer.Simplicity] = [],
        isFinal: Bool = true
    ) -> SweepAnswer? {
        var quantiles = StudentQuantiles()
        return SweepAnswer(
            ScoreTable(rows),
            simplicity: simplicity,
            isFinal: isFinal,
            quantiles: &quantiles
        )
    }

    @Test func `one seed has a leader and nothing more`() throws {
        let answer = try #require(compare([[2], [1], [3]]))
        #expect(answer.leader == 1 && answer.ranking == [1, 0, 2] && answer.count == 1)
        #expect(answer.set == nil && answer.regretBound == nil && answer.simplest == nil)
        #expect(answer.candidates.allSatisfy { $0.isInSet == nil && $0.probability == nil })
    }

    @Test func `one setting has no set, and no rival to regret`() throws {
        let answer = try #require(compare([[1, 2, 4]]))
        #expect(answer.set == nil && answer.regretBound == 0 && answer.regretBoundShare == 0)
    }

    @Test func `no runs, or no seed in common, have no leader`() {
        #expect(compare([[nil, nil]]) == nil)
        #expect(compare([[1, nil], [nil, 1]]) == nil)
    }

    @Test func `a setting without a run is left out, and a missing run takes its seed out`() throws
    {
        let answer = try #require(compare([[5, 1, 1.5], [nil, 2, 2.25], [nil, nil, nil]]))
        #expect(answer.leader == 0 && answer.seeds == [1, 2])
        #expect(answer.candidates.map(\.setting) == [0, 1])
    }

    @Test func `before the end there is a leader and no test`() throws {
        let answer = try #require(compare([[1, 2, 3], [2, 3, 5]], isFinal: false))
        #expect(answer.leader == 0 && answer.set == nil && answer.regretBound == nil)
        #expect(answer.candidates[1].behind?.mean == 4.0 / 3)
    }

    @Test func `equal settings tie for the lower index, and both are in the set`() throws {
        let answer = try #require(compare([[1, 2, 3], [1, 2, 3], [2, 3, 4]]))
        #expect(answer.leader == 0 && answer.set == [0, 1])
        // Always worse by the same is certain, and never worse is certain, too.
        #expect(answer.candidates.map(\.probability) == [nil, 1, 0])
        #expect(answer.regretBound == 0)
    }

    @Test func `the simplest of the set has fewest parameters, lowest momentum, lowest index`()
        throws
    {
        let keys = [(30, 0.9), (20, 0.5), (20, 0.1), (20, 0.1), (1, 0)].map {
            SweepAnswer.Simplicity(parameterCount: $0.0, momentum: $0.1)
        }
        let rows: [[Double?]] = [
            [1, 2, 3, 4], [1.5, 1.5, 3.5, 3.6], [2, 1, 3, 4.1], [2, 1, 3, 4.1], [8, 9, 10, 11],
        ]
        let answer = try #require(compare(rows, simplicity: keys))
        #expect(answer.leader == 0 && answer.set == [0, 1, 2, 3] && answer.simplest == 2)
    }

    @Test func `the bound is a share of the loss`() throws {
        let answer = try #require(compare([[1, 2, 3], [1.25, 2, 3.5]]))
        let bound = try #require(answer.regretBound)
        #expect(bound > 0)
        #expect(answer.regretBoundShare == ElementaryFunctions.exponential(bound) - 1)
    }

    /// What a search asks for: a stricter test of each pair.
    @Test func `a smaller tail makes the set larger and the bound higher`() throws {
        let table = ScoreTable([[1, 2, 3, 4], [1.1, 2.2, 3.2, 4.3]])
        var quantiles = StudentQuantiles()
        let usual = try #require(SweepAnswer(table, quantiles: &quantiles))
        let strict = try #require(SweepAnswer(table, tail: 1e-5, quantiles: &quantiles))
        #expect(usual.set == [0] && strict.set == [0, 1])
        #expect(try #require(strict.regretBound) > #require(usual.regretBound))
    }
}
