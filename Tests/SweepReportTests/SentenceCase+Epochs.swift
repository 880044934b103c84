import SweepModel
import SweepReport
import TrainingModel

extension SentenceCase {
    /// A fifth held out for validation, and another one for the test.
    private static let tested = SplitRule.shares(
        HeldOutShares(validation: 0.2, test: 0.2),
        SplitDraw()
    )

    /// A loss by momentum after the epoch `lowest`, counted from 1, and more at all others.
    private static func falling(_ run: Run, to lowest: Int, of count: Int) -> MadeUpRun {
        let level = clear(run).loss
        return MadeUpRun(
            loss: 0.05,
            validationLosses: (1...count).map { level * (1 + 0.1 * Float(abs($0 - lowest))) }
        )
    }

    private static let optimism =
        "Each run’s epoch is chosen by the same validation samples by which it is judged: every "
        + "validation loss is too low for new data, and has no interval"

    /// Which epoch was taken of each run, and which runs stopped early.
    static let epochChoices = bestEpochs + earlyStops + lateEpochs

    private static let bestEpochs = [
        SentenceCase(
            testDescription: "the best epoch of each run",
            split: heldOut,
            epochs: 20,
            choice: .best,
            run: { falling($0, to: 5 + Int($0.seed), of: 20) },
            says: [
                optimism, "keeps test samples, which tell the loss on new data.",
                "momentum 0.9 has the lowest validation loss: 0.1",
                "The best setting’s runs are taken where their validation loss is lowest: "
                    + "after a median of 9.5 epochs, from 5 to 14, of at most 20.",
                "less than that of momentum 0 from the same seeds (95 % interval",
            ],
            omits: [
                "stopped early", "stop early", "last epoch", "first epoch", "more epochs",
                ", 10 seeds)",
                "It is not sure", "--select best",
                "The loss on new data is that of the test samples",
            ]
        ),
        SentenceCase(
            testDescription: "the best epoch, with test samples",
            split: tested,
            epochs: 20,
            choice: .best,
            run: { falling($0, to: 7, of: 20) },
            says: [
                optimism, "The loss on new data is that of the test samples.",
                "all 10 after 7 epochs, of at most 20.",
            ],
            omits: ["keeps test samples"]
        ),
        SentenceCase(
            testDescription: "the best epoch, a little below a guess and no more often right",
            split: heldOut,
            epochs: 20,
            choice: .best,
            run: { MadeUpRun(accuracy: 0.4, validationLosses: [1.05 + 0.01 * $0.luck, 1.2]) },
            says: [
                "Nothing was shown to be learned: ",
                "The loss is the lowest of up to 20 epochs on the samples that judge it, which "
                    + "proves nothing, and the accuracy is not above the largest class’s share by "
                    + "more than chance. Test samples would tell.",
            ],
            omits: ["has the lowest validation loss"]
        ),
        SentenceCase(
            testDescription: "the last epoch, a little below a guess and no more often right",
            split: heldOut,
            run: { MadeUpRun(accuracy: 0.4, validationLoss: 1.05 + 0.01 * $0.luck) },
            says: ["has the lowest validation loss: 1.06"],
            omits: ["proves nothing", "Nothing was"]
        ),
        SentenceCase(
            testDescription: "the best epoch of a single run each",
            seeds: .paired([3]),
            split: heldOut,
            epochs: 20,
            choice: .best,
            run: { falling($0, to: 7, of: 20) },
            says: ["The best setting’s run is taken after 7 epochs of at most 20, where"],
            omits: ["median"]
        ),
        SentenceCase(
            testDescription: "the best epoch with folds",
            seeds: .paired([0, 1]),
            split: .folds(count: 3, SplitDraw()),
            epochs: 20,
            choice: .best,
            run: { falling($0, to: 7, of: 20) },
            says: [
                "chosen by the same held-out samples", "all 6 after 7 epochs, of at most 20.",
                "accuracy with both seeds.",
            ],
            omits: ["test samples", "in both runs"]
        ),
        SentenceCase(
            testDescription: "the last epoch of each run, as usual",
            split: heldOut,
            run: clear,
            says: ["has the lowest validation loss: 0.1", " (95 % interval "],
            omits: ["too low for new data", "taken after", "stopped early", "--select best"]
        ),
        SentenceCase(
            testDescription: "most runs are overfitted at their last epoch",
            split: heldOut,
            run: { MadeUpRun(loss: 0.01, validationLoss: 1.5 * $0.luck, validationAccuracy: 0.9) },
            says: [
                "stop earlier (`training.stop`), or regularize.",
                "runs of the best setting the validation loss was lowest after about 1 of 3 "
                    + "epochs (median), and it is ",
                "`--select best` or `--patience 10` would take the better epoch.",
            ]
        ),
        SentenceCase(
            testDescription: "half of the runs are overfitted at their last epoch",
            axes: SweepAxes([.momentum: [0, 0.9]]),
            split: heldOut,
            run: {
                MadeUpRun(loss: 0.01, validationLoss: ($0.setting.momentum == 0 ? 1.5 : 0.5))
            },
            says: ["10 are overfitted"],
            omits: ["--select best"]
        ),
        SentenceCase(
            testDescription: "runs are overfitted at their best epoch",
            split: heldOut,
            epochs: 3,
            choice: .best,
            run: { run in
                MadeUpRun(
                    loss: 0.01,
                    validationAccuracy: 0.9,
                    validationLosses: [3, 1.5, 3].map { $0 * run.luck }
                )
            },
            says: [
                "30 are overfitted", "constant guess has the lower loss (1.09", "): regularize.",
            ],
            omits: ["--select best", "training.stop"]
        ),
    ]

    private static let stopping = EpochChoice.stop(EarlyStopping(patience: 4))

    private static let earlyStops = [
        SentenceCase(
            testDescription: "runs stop early",
            split: heldOut,
            epochs: 40,
            choice: stopping,
            run: { falling($0, to: 6 + Int($0.seed), of: 10 + Int($0.seed)) },
            says: [
                optimism,
                "Of the best setting’s 10 finished runs, 10 stopped early (of all 30 finished "
                    + "runs, 30), after a median of 14.5 epochs; a run stops when its "
                    + "validation loss has not fallen for 4 epochs.",
                "after a median of 10.5 epochs, from 6 to 15, of at most 40.",
            ],
            omits: ["No run", "last epoch", "first epoch"]
        ),
        SentenceCase(
            testDescription: "one run stops early, by more than a little",
            split: heldOut,
            epochs: 12,
            choice: .stop(EarlyStopping(patience: 4, minimumDelta: 0.01)),
            run: { falling($0, to: 6, of: $0.place == 7 ? 10 : 12) },
            says: [
                "Of the best setting’s 10 finished runs, none stopped early (of all 30 finished "
                    + "runs, 1); a run stops when its validation loss has not fallen "
                    + "by more than 0.01 for 4 epochs."
            ]
        ),
        SentenceCase(
            testDescription: "no run stops early",
            split: heldOut,
            epochs: 12,
            choice: stopping,
            run: { falling($0, to: 10, of: 12) },
            says: ["No run stopped early; a run stops when"],
            omits: ["No run can stop early", "finished runs"]
        ),
        SentenceCase(
            testDescription: "no run can stop early",
            split: heldOut,
            epochs: 12,
            choice: .stop(EarlyStopping(patience: 11)),
            run: { falling($0, to: 10, of: 12) },
            says: [
                "No run can stop early: `training.stop` waits for 11 epochs, and there are only 12."
            ]
        ),
        SentenceCase(
            testDescription: "a run can stop early, just so",
            split: heldOut,
            epochs: 12,
            choice: .stop(EarlyStopping(patience: 10)),
            run: { falling($0, to: 10, of: 12) },
            says: ["No run stopped early"],
            omits: ["No run can stop early"]
        ),
        SentenceCase(
            testDescription: "nothing has ended with early stopping",
            split: heldOut,
            choice: .stop(EarlyStopping(patience: 1)),
            run: { _ in MadeUpRun(outcome: nil) },
            says: ["No run has a result yet"],
            omits: ["stopped early", "taken after"]
        ),
    ]

    private static let lateEpochs = [
        SentenceCase(
            testDescription: "most of the leader’s runs have their lowest loss at the end",
            split: heldOut,
            epochs: 12,
            choice: .best,
            run: { falling($0, to: $0.seed < 6 ? 12 : 8, of: 12) },
            says: [
                "6 of 10 runs of the best setting have the lowest validation loss at the last "
                    + "epoch: more epochs may lower it."
            ],
            omits: ["first epoch"]
        ),
        SentenceCase(
            testDescription: "half of the leader’s runs have their lowest loss at the end",
            split: heldOut,
            epochs: 12,
            choice: .best,
            run: { falling($0, to: $0.seed < 5 || $0.setting.momentum < 0.9 ? 12 : 8, of: 12) },
            says: ["from 8 to 12"],
            omits: ["last epoch"]
        ),
        SentenceCase(
            testDescription: "all of the leader’s runs have their lowest loss at the start",
            split: heldOut,
            epochs: 12,
            choice: stopping,
            run: { falling($0, to: 1, of: 5) },
            says: [
                "All 10 runs of the best setting have the lowest validation loss after the first "
                    + "epoch, and no later one was better"
            ],
            omits: ["last epoch"]
        ),
        SentenceCase(
            testDescription: "runs of one epoch",
            split: heldOut,
            epochs: 1,
            choice: .best,
            run: { falling($0, to: 1, of: 1) },
            says: ["all 10 after 1 epoch, of at most 1."],
            omits: ["last epoch", "first epoch"]
        ),
    ]
}
