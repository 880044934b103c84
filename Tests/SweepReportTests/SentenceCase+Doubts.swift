import SweepModel
import SweepReport
import TrainingModel

extension SentenceCase {
    /// Sweeps of which a sentence that is usual would say too much, or too little.
    static let doubts = rises + simplest

    /// A validation loss that is `level` after the epoch `lowest` of 20, and rises by 10 % in each
    /// later one.
    private static func rising(_ run: Run, from lowest: Int) -> MadeUpRun {
        let level = clear(run).loss
        return MadeUpRun(
            loss: 0.05,
            validationLosses: (1...20).map { level * (1 + 0.1 * Float(abs($0 - lowest))) }
        )
    }

    private static let rises = [
        SentenceCase(
            testDescription: "runs that went on for too long, though better than a guess",
            split: heldOut,
            epochs: 20,
            run: { rising($0, from: $0.seed < 4 ? 10 : 12) },
            says: [
                "In 10 of 10 runs of the best setting the validation loss was lowest after about "
                    + "12 of 20 epochs (median), and it is 88 % higher at the end: `--select best` "
                    + "or `--patience 10` would take the better epoch."
            ],
            omits: ["overfitted"]
        ),
        SentenceCase(
            testDescription: "a single run that went on for far too long",
            seeds: .paired([0]),
            split: heldOut,
            epochs: 20,
            run: { rising($0, from: 2) },
            says: [
                "In the run of the best setting the validation loss was lowest after about 2 of "
                    + "20 epochs, and it is 2.8 times as high at the end: "
            ]
        ),
        SentenceCase(
            testDescription: "runs whose validation loss rose by less than a tenth",
            split: heldOut,
            epochs: 20,
            run: { run in
                var end = rising(run, from: 20)
                end.validationLosses?[18] = clear(run).loss * 0.95
                return end
            },
            says: ["has the lowest validation loss"],
            omits: ["--select best"]
        ),
        SentenceCase(
            testDescription: "runs whose best epoch is taken anyway",
            split: heldOut,
            epochs: 20,
            choice: .best,
            run: { rising($0, from: 12) },
            says: ["of at most 20"],
            omits: ["--select best"]
        ),
    ]

    private static let simplest = [
        SentenceCase(
            testDescription: "a simplest setting that too few seeds cannot tell from the best",
            axes: SweepAxes([.momentum: [0, 0.9]]),
            seeds: .paired(SeedList(0..<3)),
            run: { run in
                let others: [Float] = [0.02, 0.95, 0.9]
                return MadeUpRun(
                    loss: run.setting.momentum == 0.9 ? 0.1 : others[Int(run.seed)]
                )
            },
            says: [
                "The other setting cannot be told from it with 3 seeds.",
                " 3 seeds are too few to tell these 2 settings apart.",
            ],
            omits: ["simplest"]
        )
    ]
}
