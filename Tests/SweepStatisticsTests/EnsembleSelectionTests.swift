import SweepStatistics
import Testing
import TrainingModel

/// Which networks are averaged.
struct EnsembleSelectionTests {
    @Test func `members and losses are those of a plain greedy selection`() throws {
        for fixture in try ClassificationFixture.load().ensembles {
            let chosen = try #require(
                EnsembleSelection(fixture.candidates, limit: fixture.limit)
            )
            #expect(chosen.members.map { [$0.candidate, $0.count] } == fixture.members)
            #expect(abs(chosen.singleLoss - fixture.singleLoss) < 1e-12)
            #expect(abs(chosen.loss - fixture.loss) < 1e-12)
        }
    }

    /// Networks that know nothing, something and nearly all, of many seeds.
    @Test(arguments: 0..<200)
    func `an ensemble is never worse than its best member, and has as many as allowed`(
        seed: UInt64
    ) throws {
        var generator = SplitMix64(seed: seed)
        let sampleCount = Int(generator.next() % 70) + 1
        let limit = Int(generator.next() % 33) + 1
        var candidates = TrueProbabilities(sampleCount: sampleCount)
        for _ in 0..<generator.next() % 20 + 1 {
            candidates.append(
                (0..<sampleCount).map { _ in
                    let share = Float(generator.next() >> 40) * 0x1p-24
                    return max(share * share, .leastNormalMagnitude)
                }
            )
        }
        let chosen = try #require(EnsembleSelection(candidates, limit: limit))
        #expect(chosen.loss <= chosen.singleLoss && chosen.choiceCount <= limit)
        let single = try #require(EnsembleSelection(candidates, limit: 1))
        #expect(single.loss == chosen.singleLoss)
        #expect(single.members.map(\.candidate) == [chosen.members[0].candidate])
    }

    @Test func `of equal networks the first is taken, and alone`() throws {
        var candidates = TrueProbabilities(sampleCount: 3)
        for row in [[0.5, 0.1, 0.9], [0.6, 0.8, 0.7], [0.6, 0.8, 0.7]] as [[Float]] {
            candidates.append(row)
        }
        let chosen = try #require(EnsembleSelection(candidates, limit: 32))
        #expect(chosen.members[0].candidate == 1)
        #expect(!chosen.members.contains { $0.candidate == 2 })
        candidates.replace(0, by: [0.6, 0.8, 0.7])
        let first = try #require(EnsembleSelection(candidates, limit: 32))
        #expect(first.members == [EnsembleSelection.Member(candidate: 0)])
    }

    /// Products of 10,000 such numbers lie far beyond those of a Double.
    @Test func `the smallest probabilities neither vanish nor overflow`() throws {
        var candidates = TrueProbabilities(sampleCount: 10_000)
        candidates.append([Float](repeating: .leastNormalMagnitude, count: 10_000))
        let chosen = try #require(EnsembleSelection(candidates, limit: 3))
        #expect(abs(chosen.loss - 126 * ElementaryFunctions.logarithm(2)) < 1e-9)
        candidates.append([Float](repeating: 1, count: 10_000))
        let better = try #require(EnsembleSelection(candidates, limit: 3))
        #expect(better.loss == 0 && better.members.map(\.candidate) == [1])
    }

    @Test func `without candidates, samples or choices there is none`() {
        var candidates = TrueProbabilities(sampleCount: 2)
        #expect(EnsembleSelection(candidates, limit: 3) == nil)
        candidates.append([0.5, 0.5])
        #expect(EnsembleSelection(candidates, limit: 0) == nil)
        #expect(EnsembleSelection(TrueProbabilities(sampleCount: 0), limit: 3) == nil)
    }
}
