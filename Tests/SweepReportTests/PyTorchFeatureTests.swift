import Foundation
import NeuralNet
import SweepModel
import SweepResults
import SweepTesting
import Testing
import TrainingModel

/// The generated program where settings have optimizers, schedules, activations and more.
struct PyTorchFeatureTests {
    private static let split = SplitRule.shares(HeldOutShares(validation: 0.2), SplitDraw(seed: 3))

    private static func plan(
        _ products: AxisProduct...,
        seeds: SeedPlan = .paired([3]),
        epochs: Int = 4,
        split: SplitRule = split
    ) -> SweepPlan {
        let shaped = products.map { product in
            var product = product
            product[.layers] = [[2, 8, 6, 3]]
            return product
        }
        return SweepPlan(
            SweepSpec(
                name: "features",
                dataset: .spiral(SpiralSource(classes: 3, points: 30, noise: 0.2, seed: 1)),
                split: split,
                epochs: epochs,
                shuffle: true,
                axes: SweepAxes(shaped),
                seeds: seeds
            )
        )
    }

    private static func table(_ split: SplitRule = split) throws -> SampleTable {
        try SampleTable.spiral(
            classes: 3,
            points: 30,
            noise: 0.2,
            seed: 1,
            standardize: true,
            split: split
        )
    }

    /// One axis each, and all of them together.
    private static let plans = [
        plan(
            AxisProduct(.sgd, [.activation: Activation.allCases.map { .word($0.rawValue) }])
        ),
        plan(
            AxisProduct(.sgd, [.momentum: [0, 0.9], .nesterov: [false, true]]),
            AxisProduct(.adam, [.momentum: [0.8], .beta2: [0.95], .epsilon: [1e-3, 1e-8]]),
            AxisProduct(.adamw, [.weightDecay: [0.01, 0.2]]),
            AxisProduct(.rmsprop, [.momentum: [0, 0.5], .beta2: [0.9]])
        ),
        plan(
            AxisProduct(
                .adam,
                [
                    .schedule: [
                        "constant", "step(2,0.3)", "exponential(0.7)+warmup(1,from=0.25)",
                        "cosine(to=0.1)+warmup(1)", "cosine(to=0,over=3)", "one_cycle(0.85)",
                    ]
                ]
            )
        ),
        plan(AxisProduct(.sgd, [.momentum: [0.9], .schedule: ["one_cycle(0.5)"]])),
        plan(
            AxisProduct(
                .sgd,
                [
                    .initialization: ["pytorch", "xavier_uniform", "kaiming_uniform"],
                    .clipNorm: [0, 0.1],
                ]
            )
        ),
        plan(AxisProduct(.rmsprop, [.initialization: ["xavier_uniform"], .clipNorm: [0.2]])),
        plan(
            AxisProduct(.sgd, [.classWeight: ["none", "balanced"], .labelSmoothing: [0, 0.1]])
        ),
        plan(
            AxisProduct(.sgd, [.classWeight: ["balanced"], .activation: ["tanh"]]),
            AxisProduct(
                .adam,
                [
                    .classWeight: ["balanced"], .activation: ["gelu"], .clipNorm: [0.5],
                    .schedule: ["cosine(to=0)"], .initialization: ["kaiming_uniform"],
                ]
            )
        ),
    ]

    @Test(.requires(.pyTorch), arguments: plans.indices)
    func `every setting is repeated in PyTorch`(index: Int) throws {
        let plan = Self.plans[index]
        let repetition = try PyTorchRepetition(plan: plan, table: Self.table())
        let scratch = try Scratch()
        let program = try repetition.export(to: scratch.url).appending(path: "reproduce.py")
        try repetition.expect(program, repeats: Array(0..<plan.runCount))
    }

    /// One generator serves all runs, and weights that are drawn again take more of it.
    @Test(.requires(.pyTorch)) func `the notebook's generator goes on in PyTorch as here`() throws {
        let plan = Self.plan(
            AxisProduct(.sgd, [.initialization: ["xavier_uniform", "pytorch"]]),
            AxisProduct(.adam, [.initialization: ["kaiming_uniform", "pytorch"]]),
            seeds: .notebook(1),
            split: .none
        )
        let repetition = try PyTorchRepetition(plan: plan, table: Self.table(.none))
        let scratch = try Scratch()
        let program = try repetition.export(to: scratch.url).appending(path: "reproduce.py")
        try repetition.expect(program, repeats: Array(0..<plan.runCount))
    }

    /// The masks are others, so that losses are compared over seeds: z is the distance of the means
    /// in standard errors.
    @Test(.requires(.pyTorch), arguments: [0.1, 0.5])
    func `with dropout the losses of PyTorch are distributed as ours`(share: Double) throws {
        let plan = Self.plan(
            AxisProduct(.sgd, [.dropout: [.number(share)], .learningRate: [0.2]]),
            seeds: .paired(SeedList(0..<12)),
            epochs: 6
        )
        let repetition = try PyTorchRepetition(plan: plan, table: Self.table())
        let scratch = try Scratch()
        let program = try repetition.export(to: scratch.url).appending(path: "reproduce.py")
        let places = Array(0..<plan.runCount)
        let theirs = try repetition.curves(program, of: places)
        let ours = try places.map { try repetition.expectedCurves(of: $0) }
        let last = plan.spec.epochs - 1
        // The mean loss of the batches, with masks, and the loss of all samples, without them.
        for column in [1, 2] {
            let pairs = zip(theirs, ours).map { $0[last][column] - $1[last][column] }
            let mean = pairs.reduce(0, +) / Double(pairs.count)
            let squares = pairs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            let error = (squares / Double(pairs.count * (pairs.count - 1))).squareRoot()
            #expect(abs(mean) < 4 * error, "\(mean) ± \(error)")
        }
    }

    /// Only what the program says of its settings, without PyTorch.
    @Test(.requires(.python("json")), arguments: plans.indices)
    func `the program lists the plan's settings`(index: Int) throws {
        let plan = Self.plans[index]
        let text = PyTorchProgram(plan: plan, run: 0).text
        let start = try #require(text.range(of: "SAME = {"))
        let end = try #require(text.range(of: "count = len("))
        let lines = "import itertools, json\n" + text[start.lowerBound..<end.lowerBound]
        let outcome = try ExternalTool.python.run(["-c", lines + "print(json.dumps(settings))\n"])
        #expect(outcome.status == 0, "\(outcome.messages)")
        let listed = try #require(
            JSONSerialization.jsonObject(with: outcome.bytes) as? [[String: Any]]
        )
        #expect(listed.count == plan.settings.count)
        for (listed, setting) in zip(listed, plan.settings) {
            for axis in Axis.all {
                guard let value = listed[axis.name] else {
                    let isAbsent = setting.optimizer.absentAxes.contains(axis)
                    #expect(isAbsent || setting[axis] == axis.defaultValue, "\(axis.name)")
                    continue
                }
                #expect(!setting.optimizer.absentAxes.contains(axis), "\(axis.name)")
                switch setting[axis] {
                case .number(let number): #expect(value as? Double == number, "\(axis.name)")
                case .boolean(let isOn): #expect(value as? Bool == isOn, "\(axis.name)")
                case .layers(let units): #expect(value as? [Int] == units)
                case .word(let word): #expect(value as? String == word, "\(axis.name)")
                }
            }
        }
    }

    @Test func `a program has lines only for what some setting uses`() {
        let plain = PyTorchProgram(plan: Self.plan(AxisProduct(.sgd)), run: 0).text
        for word in [
            "schedule", "Dropout", "model.eval()", "clip_grad", "bincount", "nn.init", "math",
            "eps", "beta2", "if setting",
        ] {
            #expect(!plain.contains(word), "\(word)")
        }
        let full = PyTorchProgram(
            plan: Self.plan(
                AxisProduct(
                    .adamw,
                    [
                        .dropout: [0.1, 0], .clipNorm: [1], .initialization: ["xavier_uniform"],
                        .schedule: ["cosine(to=0)+warmup(2)"], .classWeight: ["balanced"],
                    ]
                )
            ),
            run: 0
        ).text
        for line in [
            "parts += [nn.Linear(inputs, outputs), activation, nn.Dropout(setting[\"dropout\"])]",
            "nn.init.xavier_uniform_(layer.weight)", "import csv, itertools, json, math, os, sys",
            "betas=(setting[\"momentum\"], setting[\"beta2\"]),", "eps=setting[\"epsilon\"])",
            "\"cosine(to=0)+warmup(2)\": after(2, 0.1, cosine(0.0, EPOCHS - 2)),",
            "nn.utils.clip_grad_norm_(model.parameters(), setting[\"clip_norm\"])",
            "with dropout, curves agree in distribution only",
        ] {
            #expect(full.contains(line), "\(line)")
        }
    }
}
