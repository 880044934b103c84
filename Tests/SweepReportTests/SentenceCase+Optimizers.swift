import SweepModel
import SweepReport
import TrainingModel

extension SentenceCase {
    /// Momenta of SGD against learning rates of Adam.
    static let optimizerAxes = SweepAxes([
        AxisProduct(.sgd, [.momentum: [0, 0.9]]),
        AxisProduct(.adam, [.learningRate: [0.001, 0.01]]),
    ])

    /// Which optimizer has the best setting.
    static let optimizers = [
        SentenceCase(
            testDescription: "SGD beats Adam",
            axes: optimizerAxes,
            run: { run in
                let isSGD = run.setting.optimizer == .sgd
                return MadeUpRun(loss: (isSGD ? 0.1 : 0.2) * run.luck)
            },
            says: [
                "SGD with momentum ", "and learning rate 0.1 has the lowest training loss",
                "Tuned SGD (momentum ", " beats tuned Adam (momentum 0.9, learning rate 0.0",
                "; every setting without SGD is worse than it.",
                "Compared with the best of the 4 settings, the loss of tuned ",
                "of tuned Adam is at most 1",
            ],
            omits: ["cannot be told apart", "the best of the others", "At learning rate"]
        ),
        SentenceCase(
            testDescription: "Adam beats SGD",
            axes: optimizerAxes,
            run: { run in
                let isBest = run.setting.optimizer == .adam && run.setting.learningRate == 0.01
                return MadeUpRun(loss: (isBest ? 0.1 : 0.3) * run.luck)
            },
            says: [
                "Adam with momentum 0.9 and learning rate 0.01 has the lowest training loss",
                "Tuned Adam (momentum 0.9, learning rate 0.01) beats tuned SGD (momentum ",
                "; every setting with SGD is worse than the best.",
                "the loss of tuned SGD is at most 3",
            ],
            omits: ["cannot be told apart", "every setting without"]
        ),
        SentenceCase(
            testDescription: "SGD and Adam are equally good",
            axes: optimizerAxes,
            run: equal,
            says: [
                "Tuned SGD (momentum ", " and tuned Adam (momentum 0.9, learning rate 0.0",
                " cannot be told apart with 10 seeds: ",
                "Compared with the best of the 4 settings, the loss of tuned SGD is at most ",
                " and that of tuned Adam is at most ",
                " higher (95 % confidence for all optimizers together).",
            ],
            omits: ["beats"]
        ),
        SentenceCase(
            testDescription: "four optimizers",
            axes: SweepAxes([.optimizer: ["sgd", "adam", "adamw", "rmsprop"]]),
            run: { run in
                let losses: [Optimizer: Float] = [.sgd: 0.1, .adam: 0.3, .adamw: 0.2]
                return MadeUpRun(loss: losses[run.setting.optimizer, default: 0.4] * run.luck)
            },
            says: [
                "Tuned SGD (momentum 0, learning rate 0.1) beats tuned AdamW (momentum 0.9, "
                    + "learning rate 0.001), the best of the others: 0.1",
                "Also tuned: Adam (momentum 0.9, learning rate 0.001) with ",
                "; RMSprop (momentum 0, learning rate 0.01) with ", ", worse than the best.",
            ],
            omits: ["weight decay", "β₂", "Momentum lengthens"]
        ),
        SentenceCase(
            testDescription: "optimizers without SGD",
            axes: SweepAxes([.optimizer: ["adam", "rmsprop"]]),
            run: { run in
                MadeUpRun(loss: (run.setting.optimizer == .adam ? 0.3 : 0.1) * run.luck)
            },
            says: ["Tuned RMSprop (momentum 0, learning rate 0.01) beats tuned Adam ("],
            omits: ["SGD"]
        ),
        SentenceCase(
            testDescription: "optimizers with one seed",
            axes: optimizerAxes,
            seeds: .paired([0]),
            run: clear,
            says: [
                "Of tuned SGD (momentum 0.9, learning rate 0.1) and tuned Adam (", "but the losses",
            ],
            omits: ["beats", "cannot be told apart", "95 %"]
        ),
        SentenceCase(
            testDescription: "one optimizer that is not SGD",
            axes: SweepAxes([AxisProduct(.adam, [.momentum: [0, 0.9]])]),
            run: clear,
            says: [
                "At learning rate 0.001, momentum 0.9 has the lowest training loss",
                "Each momentum may have a learning rate of its own: `--learning-rate "
                    + "0.00033,0.001,0.003`",
            ],
            omits: ["uned Adam", "Momentum lengthens", "SGD"]
        ),
        SentenceCase(
            testDescription: "words",
            axes: SweepAxes([
                .activation: ["relu", "leaky_relu"],
                .schedule: ["constant", "cosine(to=0)+warmup(1)"],
            ]),
            run: { run in
                let isBest =
                    run.setting.schedule != .constant && run.setting.activation == .leakyRelu
                return MadeUpRun(loss: (isBest ? 0.1 : 0.3) * run.luck)
            },
            says: [
                "Activation leaky_relu with schedule cosine(to=0)+warmup(1) has the lowest",
                "Of 2 settings compared with activation relu, all else equal, ",
            ],
            omits: ["uned", "optimizer"]
        ),
    ]
}
