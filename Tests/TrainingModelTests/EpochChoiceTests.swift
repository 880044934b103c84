import Testing

import TrainingModel

@Suite("The choice of an epoch")
struct EpochChoiceTests {
    @Test("the last epoch, or the first one with the lowest validation loss")
    func choosesAnEpoch() {
        let losses: [Float] = [3, 1, 2, 1, 4]
        #expect(EpochChoice.final.epoch(of: losses) == 4)
        #expect(EpochChoice.best.epoch(of: losses) == 1)
        #expect(EpochChoice.stop(EarlyStopping(patience: 2)).epoch(of: losses) == 1)
        #expect(EpochChoice.best.epoch(of: []) == nil)
        #expect(EpochChoice.final.epoch(of: []) == nil)
    }

    @Test("the history knows the best epoch and stops as the rule is worded", arguments: 0..<200)
    func stopsAsWorded(seed: UInt64) {
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

    @Test("without a rule no history is over")
    func goesOn() {
        var history = ValidationHistory(.best)
        for _ in 0..<100 { history.append(1) }
        #expect(!history.isOver)
        #expect(history.best?.epoch == 0)
    }
}
