import SweepStatistics
import Testing
import TrainingModel

/// The score of a run, the table of scores, and what a constant guess costs.
struct ScoreTests {
    private func scale(isHeldOut: Bool = true) throws -> LossScale {
        try #require(LossScale(guess: 1.25, isHeldOut: isHeldOut))
    }

    @Test func `a loss is clipped between the floor and ten times the guess`() throws {
        let scale = try scale()
        #expect(scale.floor == 1.25e-3 && scale.ceiling == 12.5)
        #expect(try self.scale(isHeldOut: false).floor == 1e-6 * 1.25)
        let ln = ElementaryFunctions.logarithm
        #expect(scale.score(ofLoss: 0.5) == ln(0.5))
        #expect(scale.score(ofLoss: 0) == ln(scale.floor))
        #expect(scale.score(ofLoss: 12.6) == scale.highestScore)
        #expect(scale.score(ofLoss: 1e33) == ln(12.5))
        #expect(scale.score(ofLoss: .infinity) == scale.highestScore)
        #expect(scale.score(ofLoss: .nan) == scale.highestScore)
        #expect(scale.guessScore == ln(1.25))
        #expect(abs(LossScale.loss(ofScore: scale.score(ofLoss: 0.7)) - 0.7) < 1e-15)
    }

    @Test(arguments: [0, -1, Double.nan, .infinity])
    func `without a finite guess above 0 there is no scale`(guess: Double) {
        #expect(LossScale(guess: guess, isHeldOut: true) == nil)
    }

    @Test(arguments: [(1, 0), (1, -0.1), (1, 1.1), (1, .nan), (.nan, 0.1), (1e308, 1)])
    func `a stored scale that no guess has is none`(guess: Double, floor: Double) {
        #expect(LossScale(guess: guess, floor: floor) == nil)
        #expect(LossScale(guess: 1, floor: 1)?.factors == 0.1...10)
    }

    @Test func `each state has its bounds`() throws {
        let scale = try scale()
        func state(_ training: Double, _ heldOut: Double) -> RunState {
            scale.judge(trainingLoss: training, heldOutLoss: heldOut).state
        }
        #expect(state(0.5, 0.6) == .finished)
        #expect(state(0.5, 1.25) == .finished)
        #expect(state(0.5, 1.26) == .overfitted)
        #expect(state(1.25, 1.26) == .finished)
        #expect(state(12.5, 1) == .finished)
        #expect(state(12.6, 1) == .exploded)
        #expect(state(.nan, 1) == .diverged)
        #expect(state(1, .infinity) == .diverged)
    }

    @Test func `diverged and exploded runs score highest, and overfitted ones by their loss`()
        throws
    {
        let scale = try scale()
        let highest = scale.highestScore
        #expect(scale.judge(trainingLoss: .nan, heldOutLoss: 0.1).score == highest)
        #expect(scale.judge(trainingLoss: 13, heldOutLoss: 0.1).score == highest)
        let overfitted = scale.judge(trainingLoss: 0.1, heldOutLoss: 2)
        let elsewhere = scale.judge(trainingLoss: 0.1, heldOutLoss: 2, heldOutGuess: 2.5)
        #expect(elsewhere == ScoredRun(state: .finished, score: overfitted.score))
        #expect(overfitted.score == scale.score(ofLoss: 2))
        let training = try self.scale(isHeldOut: false)
        let judged = training.judge(trainingLoss: 0.1, heldOutLoss: nil)
        #expect(judged == ScoredRun(state: .finished, score: training.score(ofLoss: 0.1)))
        #expect(ScoredRun.missing.score == nil)
    }

    @Test func `states are counted`() {
        var counts = RunStateCounts()
        for state in [RunState.finished, .missing, .exploded, .finished] { counts.count(state) }
        #expect(counts[.finished] == 2 && counts[.exploded] == 1 && counts[.diverged] == 0)
        #expect(counts.scored == 3)
    }

    @Test func `a guess costs the entropy of the class shares, or the mean variance`() {
        let entropy = ConstantGuess.entropy(ofClassCounts: [59, 71, 0, 48])
        // −Σ p·ln p, worked out with another logarithm.
        #expect(abs(entropy - 1.086_038_443_640_683) < 1e-14)
        #expect(ConstantGuess.crossEntropy(ofClassCounts: [59, 71, 0], on: [0, 0, 0]) == nil)
        #expect(ConstantGuess.crossEntropy(ofClassCounts: [59, 71, 0], on: [1, 1, 1]) == nil)
        let elsewhere = ConstantGuess.crossEntropy(ofClassCounts: [6, 4], on: [9, 1])
        #expect(abs((elsewhere ?? 0) - 0.551_372_239_2) < 1e-9)
        let even = ConstantGuess.crossEntropy(ofClassCounts: [3, 3], on: [9, 1])
        #expect(abs((even ?? 0) - ElementaryFunctions.logarithm(2)) < 1e-15)
        #expect(ConstantGuess.entropy(ofClassCounts: [5, 5]) == ElementaryFunctions.logarithm(2))
        #expect(ConstantGuess.entropy(ofClassCounts: [7]) == 0)
        #expect(ConstantGuess.entropy(ofClassCounts: []) == 0)
        #expect(ConstantGuess.meanVariance(ofTargets: [[1, 2, 3, 4], [0, 0, 4, 4]]) == 2.625)
        #expect(ConstantGuess.meanVariance(ofTargets: [[0.1, 0.1, 0.1]]) == 0)
        #expect(ConstantGuess.meanVariance(ofTargets: []) == 0)
    }

    @Test func `only seeds that all compared settings have are compared`() {
        var table = ScoreTable([[1, 2, 3], [1, nil, 3], [nil, nil, nil]])
        #expect(table.completeSeeds(of: [0]) == [0, 1, 2])
        #expect(table.completeSeeds(of: [0, 1]) == [0, 2])
        #expect(table.completeSeeds(of: [0, 1, 2]) == [])
        #expect(table.startedSettings == [0, 1])
        #expect(table.units(of: 1, seeds: [0, 2]) == [1, 3])
        #expect(table.unitIndices(seeds: [0, 2]) == [0, 2])
        #expect(table.scores(of: 1) == [1, 3])
        table[0, seed: 2] = nil
        #expect(table[0, seed: 2] == nil && table.completeSeeds(of: [0]) == [0, 1])
    }

    @Test func `with folds a unit is a fold's mean over the seeds that are complete on all`() {
        var table = ScoreTable(settingCount: 1, seedCount: 3, foldCount: 2)
        for (seed, scores) in [[1.0, 2], [3, 6], [9, 9]].enumerated() {
            for (fold, score) in scores.enumerated() { table[0, fold: fold, seed: seed] = score }
        }
        table[0, fold: 1, seed: 2] = nil
        #expect(table.completeSeeds(of: [0]) == [0, 1])
        #expect(table.units(of: 0, seeds: [0, 1]) == [2, 4])
        #expect(table.units(of: 0, seeds: []) == [])
        #expect(table.unitIndices(seeds: [0, 1]) == [0, 1])
        #expect(table.unitIndices(seeds: []) == [])
        #expect(table.design == .folds(2))
        #expect(UnitDesign.folds(5).varianceFactor(count: 5) == 1.0 / 5 + 1.0 / 4)
    }
}
