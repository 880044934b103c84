import SweepStatistics
import Testing
import TrainingModel

/// When a setting learned, and why none may have.
struct LearnedVerdictTests {
    private func verdict(
        _ losses: [Double],
        _ evidence: LearnedVerdict.Evidence? = nil,
        settingCount: Int = 1,
        isChosen: Bool = false
    ) throws -> LearnedVerdict {
        let scale = try #require(LossScale(guess: 1, isHeldOut: true))
        var quantiles = StudentQuantiles()
        let scores = losses.map(scale.score)
        return LearnedVerdict(
            MeanEstimate(scores, design: .seeds),
            guess: scale.guess,
            evidence: evidence,
            settingCount: settingCount,
            isChosen: isChosen,
            quantiles: &quantiles
        )
    }

    private func accuracy(_ correct: Double, groups: Int? = nil) -> LearnedVerdict.Evidence {
        .accuracy(
            PartAccuracy(
                correct: correct,
                sampleCount: 100,
                largestClassCount: 50,
                independentCount: groups
            )
        )
    }

    @Test func `a loss below the guess's by more than its interval is learned`() throws {
        #expect(try verdict([0.5, 0.55, 0.52]).isLearned)
        #expect(try !verdict([0.99, 1.05, 0.9]).isLearned)
        #expect(try !verdict([2, 3, 2.5]).isLearned)
        #expect(try verdict([0.99, 0.99]).isLearned)
    }

    @Test func `one seed decides nothing by its loss, and all by its accuracy`() throws {
        let alone = try verdict([0.1])
        #expect(!alone.isLearned && !alone.isDecided && alone.isBelowGuess)
        let right = try verdict([0.1], accuracy(95))
        #expect(right.isLearned && right.isDecided && !right.isOverconfident)
        #expect(try verdict([0.1], accuracy(52)).isDecided)
    }

    @Test func `losses of epochs that the same samples chose prove nothing`() throws {
        let alone = try verdict([0.5, 0.55, 0.52], isChosen: true)
        #expect(!alone.isLearned && !alone.isDecided && alone.isBelowGuess)
        #expect(try verdict([0.5, 0.55, 0.52], accuracy(95), isChosen: true).isLearned)
        #expect(try !verdict([0.5, 0.55, 0.52], accuracy(52), isChosen: true).isLearned)
    }

    @Test func `accuracy counts beyond the binomial interval of the part, for the best of K`()
        throws
    {
        #expect(try verdict([2, 2.1], accuracy(61)).isLearned)
        #expect(try !verdict([2, 2.1], accuracy(59)).isLearned)
        #expect(try !verdict([2, 2.1], accuracy(61), settingCount: 12).isLearned)
        #expect(try verdict([2, 2.1], accuracy(66), settingCount: 12).isLearned)
        #expect(try verdict([2, 2.1], accuracy(100)).isLearned)
    }

    @Test func `groups count once, however many samples they have`() throws {
        #expect(try !verdict([2, 2.1], accuracy(65, groups: 10)).isLearned)
        #expect(try verdict([2, 2.1], accuracy(100, groups: 10)).isLearned)
    }

    @Test func `accurate with a loss above the guess's is overconfident`() throws {
        #expect(try verdict([2, 2.1], accuracy(90)).isOverconfident)
        #expect(try !verdict([0.5, 0.6], accuracy(90)).isOverconfident)
        #expect(try !verdict([2, 2.1], accuracy(50)).isOverconfident)
    }

    @Test func `R² counts if it is above 0 by more than its interval`() throws {
        let good = MeanEstimate([0.5, 0.6, 0.4], design: .seeds)
        let poor = MeanEstimate([0.5, -0.6, 0.4], design: .seeds)
        #expect(try verdict([1, 1.1], .determination(good)).isLearned)
        #expect(try !verdict([1, 1.1], .determination(poor)).isLearned)
        let single = MeanEstimate([0.5], design: .seeds)
        #expect(try verdict([1], .determination(single)).byEvidence == nil)
    }

    @Test func `reasons are given for which the facts speak`() {
        var facts = LikelyReason.Facts()
        #expect(LikelyReason.all(for: facts) == [])
        facts.featureRanges = [0, 0.5, 1_400]
        #expect(LikelyReason.all(for: facts) == [.unevenRanges(ratio: 2_800)])
        for state in [RunState.exploded, .diverged, .finished, .finished, .missing] {
            facts.states.count(state)
        }
        #expect(LikelyReason.all(for: facts) == [.unevenRanges(ratio: 2_800)])
        facts.isStandardized = true
        #expect(LikelyReason.all(for: facts) == [.exploded(share: 0.5)])
        facts.predictedClassCounts = [0, 99, 1]
        #expect(
            LikelyReason.all(for: facts) == [
                .exploded(share: 0.5), .oneClassPredicted(classIndex: 1, share: 0.99),
            ]
        )
        facts.predictedClassCounts = [50, 50]
        #expect(LikelyReason.all(for: facts) == [.exploded(share: 0.5)])
    }
}
