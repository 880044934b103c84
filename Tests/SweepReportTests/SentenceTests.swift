import SweepModel
import SweepReport
import SweepResults
import Testing
import TrainingModel

/// Each sentence of the findings, where it must appear and where it must not.
struct SentenceTests {
    @Test(arguments: SentenceCase.all)
    func `sentences appear where their numbers say so and nowhere else`(
        sentences: SentenceCase
    ) throws {
        let summary = try sentences.summary()
        let lines = summary.findings + summary.warnings
        for text in sentences.says {
            #expect(lines.contains { $0.contains(text) }, "\(text)\n\(lines)")
        }
        for text in sentences.omits {
            #expect(!lines.contains { $0.contains(text) }, "\(text)\n\(lines)")
        }
    }

    /// Words of commands and keys that do not exist.
    @Test(arguments: SentenceCase.all)
    func `no sentence names what the program cannot do`(sentences: SentenceCase) throws {
        let summary = try sentences.summary()
        let words = Set(
            (summary.findings + summary.warnings).flatMap { line in
                line.split { !$0.isLetter && $0 != "`" && $0 != "-" }.map(String.init)
            }
        )
        #expect(words.isDisjoint(with: ["extend", "search", "confirm"]))
    }
}

extension SentenceCase {
    /// A fifth held out for validation.
    static let heldOut = SplitRule.shares(HeldOutShares(validation: 0.25), SplitDraw())

    /// All cases.
    static let all =
        answers + learning + designs + runs + comparisons + rates + epochChoices
        + partial + doubts + optimizers

    /// Loss by momentum, and a little luck: 0.4 at 0, 0.2 at 0.5, 0.1 at 0.9.
    @Sendable static func clear(_ run: Run) -> MadeUpRun {
        MadeUpRun(
            loss: (run.setting.momentum == 0 ? 0.4 : run.setting.momentum == 0.5 ? 0.2 : 0.1)
                * run.luck
        )
    }

    /// The same loss for all settings but for luck.
    @Sendable static func equal(_ run: Run) -> MadeUpRun { MadeUpRun(loss: 0.2 * run.luck) }

    /// Who is the best, what is as good, and how sure that is.
    static let answers = [
        SentenceCase(
            testDescription: "a clear winner",
            run: clear,
            says: [
                "At learning rate 0.1, momentum 0.9 has the lowest training loss: 0.1",
                "(95 % interval 0.0", ", 10 seeds), at 95.0 % training accuracy in all 10 runs.",
                "It was chosen as the lowest of 3, so its own loss",
                "Each of the other 2 is worse, beyond what chance explains (one-sided paired t "
                    + "tests over 10",
                "With 95 % confidence it is the best of the 3.",
                "Of 2 settings compared with momentum 0, 2 are better (paired t tests of log loss",
                "lower in 10 of 10 seeds).", "10 seeds see a difference of ",
                ", after correction for ", "for 10 % it takes about ", " seeds (",
                "`--learning-rate 0.033,0.1,0.3`",
                "Seeds vary the initial weights only; the data are the same in all runs",
                "losses correlate by seed with +0.9",
            ],
            omits: [
                "cannot be told from it", "None of the", "One seed cannot tell", "simplest",
                "could be chance", "Nothing was learned", "on the edge of the grid", "folds",
                "Of the variance", "validation loss", "memorized", "overfitted", "decides:",
                "Two tests",
            ]
        ),
        SentenceCase(
            testDescription: "settings that differ by luck alone",
            run: equal,
            says: [
                "None of the other 2 settings can be told from it with 10 seeds.",
                "With 95 % confidence its loss is at most ",
                " % worse than that of the best of the 3.",
            ],
            omits: ["it is the best of the 3", "beyond what chance explains", "Two tests"]
        ),
        SentenceCase(
            testDescription: "two settings that differ by luck alone",
            axes: SweepAxes([.momentum: [0, 0.9]]),
            run: equal,
            says: [
                "The other setting cannot be told from it with 10 seeds.",
                "(with 80 % probability); for 10 % it takes ",
            ],
            omits: ["None of the", "Two tests", "correction for 1"]
        ),
        SentenceCase(
            testDescription: "two settings that one of two tests tells apart",
            axes: SweepAxes([.momentum: [0, 0.9]]),
            seeds: .paired(SeedList(0..<4)),
            run: { run in
                // t = 2.7 with 3 degrees of freedom: p is 0.037 one-sided and 0.074 two-sided.
                let factor: Float = run.seed.isMultiple(of: 2) ? 1.0575 : 1.2916
                return MadeUpRun(loss: 0.2 * (run.setting.momentum == 0 ? factor : 1))
            },
            says: [
                "The other setting is worse, beyond what chance explains",
                "Two tests answer differently for momentum 0: the one-sided paired t test against "
                    + "the best (p = 0.0369, at 0.05) finds it worse, while the two-sided one "
                    + "along momentum (p = 0.0738 after Holm’s correction) leaves the difference "
                    + "open",
            ],
            omits: ["cannot tell it from the best"]
        ),
        SentenceCase(
            testDescription: "a difference from the best that only the table finds",
            axes: SweepAxes([.momentum: [0, 0.2, 0.5, 0.9]]),
            seeds: .paired(SeedList(0..<4)),
            run: { run in
                // t = 3.5: 0.020 one-sided, above 0.05/3, and 0.039 two-sided, the last for Holm.
                let factor: Float = run.seed.isMultiple(of: 2) ? 1.1075 : 1.3527
                let isOuter = run.setting.momentum == 0 || run.setting.momentum == 0.9
                return MadeUpRun(
                    loss: 0.1 * (!isOuter ? 4 : run.setting.momentum == 0 ? factor : 1)
                )
            },
            says: [
                "1 of the other 3 cannot be told from it with 4 seeds: momentum 0.",
                "Two tests answer differently for momentum 0: the one-sided paired t test against "
                    + "the best (p = 0.0197, at 0.05 for all 3 rivals) cannot tell it from the "
                    + "best, while the two-sided one along momentum (p = 0.0395 after Holm’s "
                    + "correction) finds a difference",
            ],
            omits: ["leaves the difference open"]
        ),
        SentenceCase(
            testDescription: "a simpler setting is as good",
            run: { run in
                MadeUpRun(
                    loss: (run.setting.momentum == 0.9 ? 2 : run.setting.momentum == 0 ? 1.004 : 1)
                        * 0.1 * run.luck
                )
            },
            says: [
                "1 of the other 2 cannot be told from it with 10 seeds: momentum 0.",
                "The simplest of these is momentum 0 (fewest parameters, then lowest momentum): as "
                    + "good as the best, as far as 10 seeds can tell.",
            ],
            omits: ["None of the other", "too few to tell"]
        ),
        SentenceCase(
            testDescription: "one seed",
            seeds: .paired([0]),
            run: clear,
            says: [
                "One seed cannot tell which setting is best", "--seeds 10", ", in a single run.",
            ],
            omits: [
                "95 %", "Holm", "cannot be told from it", "correction", "It was chosen",
                "Seeds vary",
            ]
        ),
        SentenceCase(
            testDescription: "one setting",
            axes: SweepAxes(),
            run: clear,
            says: ["Momentum 0 has a training loss of 0.4", "10 seeds)"],
            omits: ["lowest", "chosen", "told from", "best of the", "Holm", "One seed"]
        ),
    ]

    /// How the sweep was set up.
    static let designs = [
        SentenceCase(
            testDescription: "training loss",
            run: clear,
            says: [
                "No samples are held out, so settings are ranked by training loss, which says "
                    + "nothing about new data."
            ]
        ),
        SentenceCase(
            testDescription: "the notebook's seeds",
            seeds: .notebook(1),
            run: clear,
            says: [
                "The seeds are not paired: as in the notebook",
                "Nothing is said about chance: the seeds are not paired.",
            ],
            omits: ["Holm", "Ten seeds", "from the same seeds", "Seeds vary", "notebook concludes"]
        ),
        SentenceCase(
            testDescription: "folds",
            seeds: .paired([0, 1]),
            split: .folds(count: 5, SplitDraw()),
            run: { run in
                var end = clear(run)
                end.loss *= 1 + 0.02 * Float(run.fold)
                return end
            },
            says: [
                "has the lowest validation loss", ", 5 folds)",
                "The units are the 5 folds, each the mean over 2 seeds; intervals and tests allow",
                "More seeds add no unit", "lower in 5 of 5 folds",
            ],
            omits: ["see a difference", "Seeds vary", "10 seeds"]
        ),
    ]

    /// How runs ended.
    static let runs = [
        SentenceCase(
            testDescription: "diverged, exploded and failed runs",
            run: { run in
                if run.setting.momentum == 0.9 {
                    return run.seed == 0
                        ? MadeUpRun(outcome: .diverged(epoch: 2)) : MadeUpRun(loss: 1e6)
                }
                return clear(run)
            },
            says: [
                "Of 30 runs, 1 diverged and 9 exploded, and count as ten times a guess (10.9861): "
                    + "momentum 0.9 (10 of 10).",
                "Of 2 settings compared with momentum 0, 1 is better and 1 is worse",
            ],
            omits: ["failed", "overfitted", "could be chance"]
        ),
        SentenceCase(
            testDescription: "a failed run",
            run: { $0.place == 0 ? MadeUpRun(outcome: .failed(reason: "no memory")) : clear($0) },
            says: ["1 run failed and is missing from all numbers", ", 9 seeds)"],
            omits: ["diverged", "exploded", "Partial"]
        ),
        SentenceCase(
            testDescription: "nothing has ended",
            run: { _ in MadeUpRun(outcome: nil) },
            says: [
                "No run has a result yet, so no setting can be recommended.", "Partial: 0 of 30",
            ],
            omits: ["lowest", "Nothing was learned"]
        ),
        SentenceCase(
            testDescription: "one fold of three has ended",
            split: .folds(count: 3, SplitDraw()),
            run: { $0.fold == 0 ? clear($0) : MadeUpRun(outcome: nil) },
            says: ["No seed has results of all folds yet, so no", "Partial: 30 of 90"],
            omits: ["No run has a result", "Nothing was learned"]
        ),
    ]

    /// Differences along an axis.
    static let comparisons = [
        SentenceCase(
            testDescription: "a chosen baseline",
            options: ReportOptions(drawsFigures: false, baseline: "0.5", models: .none),
            run: clear,
            says: ["Of 2 settings compared with momentum 0.5, 1 is better and 1 is worse"],
            omits: ["compared with momentum 0,"]
        ),
        SentenceCase(
            testDescription: "the baseline is the best",
            options: ReportOptions(drawsFigures: false, baseline: "0.9", models: .none),
            run: clear,
            says: ["It is the baseline itself, with which the others are compared."],
            omits: ["Its loss is"]
        ),
        SentenceCase(
            testDescription: "another axis",
            axes: SweepAxes([.batch: [10, 20, 40]]),
            run: { MadeUpRun(loss: Float($0.setting.batch) * 0.01 * $0.luck) },
            says: [
                "Batch 10 has the lowest training loss",
                "Of 2 settings compared with batch 10, 2 are worse",
            ],
            omits: ["momentum", "At learning rate"]
        ),
        SentenceCase(
            testDescription: "one seed decides",
            axes: SweepAxes([.momentum: [0, 0.9]]),
            seeds: .paired([0, 1, 2, 3, 4]),
            run: { run in
                let factors: [Float] = [1.02, 0.5, 0.55, 0.5, 0.52]
                return MadeUpRun(
                    loss: run.setting.momentum == 0 ? 0.4 : 0.4 * factors[Int(run.seed)]
                )
            },
            says: [
                "One seed decides: without it the verdict would be another one for momentum 0.9"
            ],
            omits: ["One seed cannot tell"]
        ),
        SentenceCase(
            testDescription: "several families",
            axes: SweepAxes([.momentum: [0, 0.5, 0.9], .batch: [10, 20]]),
            run: clear,
            says: [
                "all else equal",
                "Over both combinations of the rest, the loss with momentum 0.9 is on average 7",
                " less than that with momentum 0 (95 % interval ",
                "Of the variance of log loss, these shares belong to: "
                    + "momentum 9",
            ]
        ),
    ]

    /// Momentum and learning rate together.
    static let rates = [
        SentenceCase(
            testDescription: "the best rate lies on the edge",
            axes: SweepAxes([
                .momentum: [0, 0.1, 0.2, 0.5, 0.9], .learningRate: [0.01, 0.03, 0.1],
            ]),
            run: { run in
                MadeUpRun(loss: (run.setting.learningRate == 0.1 ? 0.1 : 0.4) * run.luck)
            },
            says: [
                "The best learning rate lies on the edge of the grid for momentum 0 (0.1, the "
                    + "highest), momentum 0.1 (0.1, the highest), momentum 0.2 (0.1, the highest) "
                    + "and 2 other momenta: rates",
                "With the learning rate tuned for each, momentum 0.",
            ],
            omits: ["tries each at three", "At learning rate"]
        ),
        SentenceCase(
            testDescription: "of two rates each lies on an edge",
            axes: SweepAxes([.momentum: [0, 0.9], .learningRate: [0.01, 0.1]]),
            run: { run in
                MadeUpRun(loss: (run.setting.learningRate == 0.1 ? 0.1 : 0.4) * run.luck)
            },
            says: ["With the learning rate tuned for each, momentum 0.9 has"],
            omits: ["on the edge of the grid"]
        ),
        SentenceCase(
            testDescription: "the best rate lies within",
            axes: SweepAxes([.momentum: [0, 0.9], .learningRate: [0.01, 0.1, 1]]),
            run: { run in
                let loss: Float = run.setting.learningRate == 0.1 ? 0.1 : 0.4
                return MadeUpRun(loss: loss * (run.setting.momentum == 0 ? 2 : 1) * run.luck)
            },
            says: [
                "Momentum 0.9 with learning rate 0.1 has the lowest training loss",
                "With the learning rate tuned for each, momentum 0.9 has 50 % less loss than "
                    + "momentum 0",
            ],
            omits: ["on the edge of the grid"]
        ),
    ]
}
