import SweepModel
import TrainingModel

extension SentenceCase {
    /// Sweeps of which not all runs have ended.
    static let partial = [
        SentenceCase(
            testDescription: "a sweep that goes on",
            run: { $0.seed < 7 ? clear($0) : MadeUpRun(outcome: nil) },
            says: [
                "Partial: 21 of 30 runs have ended.",
                "Nothing is tested before all runs have ended",
                "over 7 seeds that all settings have so far.",
            ],
            omits: ["Holm", "told from it", "confidence", "see a difference", "of the 3 settings"]
        ),
        SentenceCase(
            testDescription: "a sweep in which one setting has not begun",
            seeds: .paired([0, 1]),
            run: { $0.setting.momentum < 0.9 ? clear($0) : MadeUpRun(outcome: nil) },
            says: [
                "the order is that over 2 seeds that 2 of the 3 settings have so far.",
                "in both runs",
            ],
            omits: ["that all settings have", "all 2 runs"]
        ),
    ]
}
