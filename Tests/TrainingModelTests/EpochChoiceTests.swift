import Testing
import TrainingModel

struct EpochChoiceTests {
    @Test func `the last epoch, or the first one with the lowest validation loss`() {
        let losses: [Float] = [3, 1, 2, 1, 4]
        #expect(EpochChoice.final.epoch(of: losses) == 4)
        #expect(EpochChoice.best.epoch(of: losses) == 1)
        #expect(EpochChoice.stop(EarlyStopping(patience: 2)).epoch(of: losses) == 1)
        #expect(EpochChoice.best.epoch(of: []) == nil)
        #expect(EpochChoice.final.epoch(of: []) == nil)
    }

    @Test(arguments: 0..<200)
    func `the history knows the best epoch and stops as the rule is worded`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let patience = 1 + Int(random.next() % 6)
        let delta = Double(random.next() % 3) / 4
        var history = ValidationHistory(
            .stop(EarlyStopping(patience: patience, minimumDelta: delta))
        )
        var losses: [Float] = []
        for epoch in 0..<40 {
            losses.append(Float(random.next() % 16) / 4)
            let isLower = history.append(losses[epoch])
            #expect(isLower == (losses.dropLast().allSatisfy { losses[epoch] < $0 }))
            #expect(history.best?.epoch == EpochChoice.best.epoch(of: losses))
            let (before, last) = (losses.dropLast(patience), losses.suffix(patience))
            let isOver = before.min().map { before in
                !(Double(last.min() ?? .infinity) < Double(before) - delta)
            }
            #expect(history.isOver == isOver ?? false, "epoch \(epoch) of \(losses)")
        }
        #expect(history.epochCount == 40)
    }

    @Test func `without a rule no history is over`() {
        var history = ValidationHistory(.best)
        for _ in 0..<100 { history.append(1) }
        #expect(!history.isOver)
        #expect(history.best?.epoch == 0)
    }

    @Test func `where a run stops follows from its losses, and a gap in them ends the search`() {
        let rule = EpochChoice.stop(EarlyStopping(patience: 2))
        #expect(rule.stoppingEpochCount(of: [3, 2, 2, 2, 1]) == 4)
        #expect(rule.stoppingEpochCount(of: [3, 2, 2]) == nil)
        #expect(rule.stoppingEpochCount(of: [3, 2, 2, .nan, 2, 2]) == nil)
        #expect(rule.stoppingEpochCount(of: []) == nil)
        #expect(EpochChoice.best.stoppingEpochCount(of: [1, 1, 1, 1]) == nil)
    }

    @Test(arguments: 0..<100)
    func `a history goes on from what another one was`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let rule = EarlyStopping(patience: 1 + Int(random.next() % 6))
        let choice: EpochChoice = random.next() % 4 == 0 ? .best : .stop(rule)
        var whole = ValidationHistory(choice)
        for _ in 0..<40 {
            whole.append(Float(random.next() % 64) / 4)
            let state = whole.best.flatMap { best in
                ValidationHistory(
                    choice,
                    epochCount: whole.epochCount,
                    best: best,
                    recentLowest: whole.recentLowest
                )
            }
            #expect((state == nil) == whole.isOver)
            guard var state else { break }
            var copy = whole
            for _ in 0..<20 {
                let loss = Float(random.next() % 64) / 4
                #expect(state.append(loss) == copy.append(loss))
                #expect(state.best?.epoch == copy.best?.epoch)
                #expect(state.isOver == copy.isOver)
                #expect(state.recentLowest == copy.recentLowest)
                if copy.isOver { break }
            }
        }
    }

    @Test func `no history is made of what none comes to`() {
        let choice = EpochChoice.stop(EarlyStopping(patience: 2))
        func isTaken(_ count: Int, _ epoch: Int, _ loss: Float, _ lowest: [Float]) -> Bool {
            ValidationHistory(
                choice,
                epochCount: count,
                best: (epoch, loss),
                recentLowest: lowest
            ) != nil
        }
        #expect(isTaken(4, 2, 1, [3, 1, 1]))
        #expect(!isTaken(4, 4, 1, [3, 1, 1]), "an epoch that is still to come")
        #expect(!isTaken(4, -1, 1, [3, 1, 1]), "an epoch before the first")
        #expect(!isTaken(4, 2, 2, [3, 1, 1]), "another loss than the lowest")
        #expect(!isTaken(4, 2, 1, [1, 3, 1]), "a lowest loss that rises")
        #expect(!isTaken(4, 2, 1, [.nan, 1, 1]), "what is no number")
        #expect(!isTaken(4, 2, .nan, [3, 1, .nan]), "a best that is no number")
        #expect(!isTaken(4, 2, 1, [3, 1]), "too few losses")
        #expect(!isTaken(4, 2, 1, [1, 1, 1]), "a run that is over")
    }
}
