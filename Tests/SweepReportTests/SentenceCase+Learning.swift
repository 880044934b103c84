import SweepModel
import TrainingModel

extension SentenceCase {
    /// Whether anything was learned.
    static let learning = [
        SentenceCase(
            testDescription: "better than a guess, but by too little",
            seeds: .paired(SeedList(0..<2)),
            run: { MadeUpRun(loss: $0.seed == 0 ? 0.5 : 1.3, accuracy: $0.seed == 0 ? 0.5 : 0.3) },
            says: [
                "Nothing was shown to be learned: even the best, momentum ",
                "With 2 seeds and so few samples this cannot be told from a guess",
            ],
            omits: ["More epochs or another"]
        ),
        SentenceCase(
            testDescription: "no better than a guess",
            run: { MadeUpRun(loss: 1.1 * $0.luck, accuracy: 0.35) },
            says: [
                "Nothing was learned: even the best, momentum ",
                "and a guess by the class shares of the training samples costs "
                    + "1.0986 and is right for 33.3 %.", "More epochs or another learning rate",
            ],
            omits: ["95 %", "Holm", "lowest", "predicted for", "learning rate is too high"]
        ),
        SentenceCase(
            testDescription: "as right as one of several classes of equal size",
            run: { MadeUpRun(loss: 1.2 * $0.luck, accuracy: 1 / 3) },
            says: ["More epochs or another learning rate"],
            omits: ["predicted for", "too high", "standardize"]
        ),
        SentenceCase(
            testDescription: "most runs blow up",
            run: { run in
                run.setting.momentum == 0
                    ? MadeUpRun(loss: 1.2 * run.luck, accuracy: 0.35)
                    : MadeUpRun(outcome: .diverged(epoch: 2))
            },
            says: ["the learning rate is too high, since 20 of 30 runs exploded or diverged."],
            omits: ["predicted for", "More epochs or another", "all 30 runs", "% of the runs"]
        ),
        SentenceCase(
            testDescription: "all runs blow up",
            run: { _ in MadeUpRun(outcome: .diverged(epoch: 2)) },
            says: ["the learning rate is too high, since all 30 runs exploded or diverged."],
            omits: ["100.0 %", "30 of 30"]
        ),
        SentenceCase(
            testDescription: "by heart",
            split: heldOut,
            run: { MadeUpRun(loss: 0.01, validationLoss: 3 * $0.luck, validationAccuracy: 0.3) },
            says: ["by heart, and nothing that holds for others: fewer epochs, a smaller network"],
            omits: ["More epochs or another"]
        ),
        SentenceCase(
            testDescription: "overfitted, but hardly better than a guess in training",
            split: heldOut,
            run: { MadeUpRun(loss: 1.05, validationLoss: 1.2 * $0.luck, validationAccuracy: 0.3) },
            says: ["More epochs or another learning rate may help"],
            omits: ["by heart"]
        ),
        SentenceCase(
            testDescription: "the best epoch is no better than a guess",
            split: heldOut,
            epochs: 20,
            choice: .best,
            run: { MadeUpRun(accuracy: 0.3, validationLosses: [1.2 * $0.luck, 1.5]) },
            says: ["Another learning rate or network may help, or there is nothing to learn."],
            omits: ["More epochs", "by heart", "proves nothing"]
        ),
        SentenceCase(
            testDescription: "accuracy without confidence",
            split: heldOut,
            run: { MadeUpRun(loss: 0.01, validationLoss: 1.5 * $0.luck, validationAccuracy: 0.9) },
            says: [
                "but errors so confident that a constant guess has the lower loss (1.09",
                "stop earlier (`training.stop`), or regularize.",
                "30 are overfitted, with a training loss below",
            ],
            omits: ["Nothing was learned"]
        ),
        SentenceCase(
            testDescription: "memorized",
            run: { MadeUpRun(loss: 0.001 * $0.luck, accuracy: 0.998) },
            says: ["The samples are memorized: at 100.0 % training accuracy"]
        ),
        SentenceCase(
            testDescription: "memorized, with samples held out",
            split: heldOut,
            run: { MadeUpRun(loss: 0.001 * $0.luck, accuracy: 0.998) },
            says: ["has the lowest validation loss"],
            omits: ["memorized", "errors so confident", "training loss, which says nothing"]
        ),
    ]
}
