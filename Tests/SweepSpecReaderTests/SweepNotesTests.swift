import SweepModel
import SweepSpecReader
import Testing
import TrainingModel

/// What is said before a sweep is trained.
@Suite struct SweepNotesTests {
    private func notes(
        _ spec: SweepSpec,
        _ assumptions: Set<SpecAssumption> = [],
        samples: Int = 100,
        parts: SampleParts? = nil
    ) -> [String] {
        SweepNotes.sentences(
            of: spec,
            assumptions: assumptions,
            sampleCount: samples,
            parts: parts
        )
    }

    private static let parts = SampleParts.parts(
        [SamplePart](repeating: .training, count: 80)
            + [SamplePart](repeating: .validation, count: 20)
    )

    @Test func `a sweep with held-out samples and small batches has no notes`() {
        #expect(notes(.spiral).isEmpty)
        #expect(notes(.spiral, parts: Self.parts).isEmpty)
    }

    @Test func `nothing held out is said`() {
        #expect(notes(.notebook).map { $0.prefix(24) } == ["No samples are held out,"])
        var spec = SweepSpec.notebook
        spec.split = .shares(HeldOutShares(validation: 0, test: 0.2), SplitDraw())
        #expect(
            notes(spec).map { $0.prefix(27) }
                == ["Only test samples are held o"].map { $0.prefix(27) }
        )
        spec.split = .last(HeldOutShares(validation: 0, test: 0.2))
        #expect(notes(spec).count == 1)
        for split in [SplitRule.column("part"), .folds(count: 5, SplitDraw()), .standard] {
            spec.split = split
            #expect(notes(spec).isEmpty)
        }
    }

    @Test func `a batch larger than the training part is said, as large as the part is`() {
        var spec = SweepSpec.spiral
        spec.axes[.batch] = [20, 80, 81, 1_000]
        let said =
            "Batch 81, 1000 is more than the 80 samples that are trained on, so an epoch is a "
            + "single step."
        #expect(notes(spec, parts: Self.parts) == [said])
        #expect(notes(spec).isEmpty)
        spec.split = .none
        #expect(notes(spec, samples: 1_000).count == 1)
        #expect(notes(spec, samples: 999).count == 2)
        spec.split = .folds(count: 3, SplitDraw())
        let folds = SampleParts.folds([0, 0, 1, 1, 2, 2, 2], count: 3)
        spec.axes[.batch] = [4]
        #expect(notes(spec, parts: folds).isEmpty)
        spec.axes[.batch] = [5]
        #expect(notes(spec, parts: folds).count == 1)
    }

    @Test func `what the defaults assumed is said, the split with its counts`() {
        let all = notes(.spiral, Set(SpecAssumption.allCases), parts: Self.parts)
        #expect(all.count == 4)
        #expect(all[0].hasPrefix("The spec names no version"))
        #expect(all[1].contains("held out to compare settings: 80 samples train, 20 validate;"))
        #expect(all[2].hasPrefix("No network is given, so it has one hidden layer of 50 units"))
        #expect(all[3].hasPrefix("`metrics` adds to the usual metrics"))
        let split = notes(.spiral, [.split])
        #expect(split.map { $0.contains("to compare settings; `split: none`") } == [true])
    }

    @Test func `each split says how many samples its parts have`() {
        #expect(SweepNotes.counts(of: .whole(count: 9)).isEmpty)
        let many = SampleParts.parts(
            [SamplePart](repeating: .training, count: 56_000)
                + [SamplePart](repeating: .validation, count: 14_000)
        )
        #expect(
            SweepNotes.counts(of: many) == ["56\u{202F}000 samples train, 14\u{202F}000 validate."]
        )
        #expect(SweepNotes.counts(of: Self.parts) == ["80 samples train, 20 validate."])
        let parts = SampleParts.parts([.training, .training, .validation, .test, .test])
        #expect(SweepNotes.counts(of: parts) == ["2 samples train, 1 validate, 2 test."])
        let folds = SampleParts.folds([0, 0, 1, 1, 2, 2, 2], count: 3)
        #expect(
            SweepNotes.counts(of: folds) == [
                "Of 3 folds each is held out in turn: at least 4 samples train, at most 3 validate."
            ]
        )
    }

    @Test func `settings that train alike are said`() {
        var spec = SweepSpec.spiral
        spec.axes = SweepAxes([.momentum: [0, 0.9], .nesterov: [false, true]])
        #expect(
            notes(spec).map { $0.hasPrefix("1 of 4 combinations is not trained again") } == [true]
        )
        spec.axes = SweepAxes([.momentum: [0, 0.9], .dampening: [0, 0.1, 0.2]])
        #expect(notes(spec).map { $0.hasPrefix("2 of 6 combinations are not trained") } == [true])
    }

    /// Axes, and what is said of them.
    static let axes: [(axes: SweepAxes, said: [String])] = [
        (SweepAxes([.optimizer: ["sgd", "adam"]]), []),
        (
            SweepAxes([
                .optimizer: ["sgd", "adam", "rmsprop"], .momentum: [0.9], .nesterov: [false, true],
            ]),
            [
                "2 of 6 combinations are not trained again, since adam and rmsprop have no "
                    + "nesterov."
            ]
        ),
        (
            SweepAxes([
                .optimizer: ["sgd", "adam"], .momentum: [0, 0.9], .dampening: [0, 0.1],
                .beta2: [0.9, 0.99],
            ]),
            [
                "9 of 16 combinations are not trained again, since without momentum Nesterov's "
                    + "form and dampening change nothing, adam has no dampening and sgd has no "
                    + "beta2."
            ]
        ),
        (
            SweepAxes([
                .optimizer: ["sgd", "adam"], .momentum: [0.9], .nesterov: [true], .epsilon: [0.1],
            ]),
            [
                "The spec gives values that not every optimizer has: adam has no nesterov and sgd "
                    + "has no epsilon."
            ]
        ),
        (
            SweepAxes([.layers: [[2, 3], [2, 5, 3]], .activation: ["relu", "tanh"]]),
            [
                "1 of 4 combinations is not trained again, since without hidden layers there is no "
                    + "activation and no dropout."
            ]
        ),
        (
            SweepAxes([.layers: [[2, 3]], .activation: ["tanh"], .dropout: [0.5]]),
            ["The network has no hidden layer, and so no activation and no dropout."]
        ),
        (
            SweepAxes([.layers: [[2, 3], [2, 5, 3]], .dropout: [0.5]]),
            ["Some networks have no hidden layer, and so no dropout."]
        ),
        (
            SweepAxes([.optimizer: ["sgd", "adam", "adamw"], .learningRate: [0.1, 1]]),
            [
                "Each learning rate of adam and adamw is at least 0.1, a hundred times the usual "
                    + "one; `optimizer: [sgd, {adam: {learning_rate: [0.001, 0.01]}}]` gives an "
                    + "optimizer its own."
            ]
        ),
        (SweepAxes([.optimizer: ["sgd", "adam"], .learningRate: [0.01, 0.1]]), []),
        (
            SweepAxes([.schedule: ["constant", "step(100,0.1)", "step(99,0.1)+warmup(1)"]]),
            ["step(100,0.1) and step(99,0.1)+warmup(1) take no step within 100 epochs."]
        ),
        (SweepAxes([.schedule: ["step(99,0.1)"]]), []),
    ]

    @Test(arguments: axes)
    func `values that change nothing are said`(axes: SweepAxes, said: [String]) {
        var spec = SweepSpec.spiral
        spec.axes = axes
        #expect(notes(spec) == said)
    }

    @Test func `shares that whole groups do not allow are told`() {
        var spec = SweepSpec.spiral
        spec.split = .shares(HeldOutShares(validation: 0.2), SplitDraw(group: "origin"))
        func notes(_ validation: Int, groups: Int?) -> [String] {
            let parts =
                [SamplePart](repeating: .training, count: 100 - validation)
                + [SamplePart](repeating: .validation, count: validation)
            return SweepNotes.sentences(
                of: spec,
                assumptions: [],
                sampleCount: 100,
                parts: .parts(parts),
                groupCount: groups
            )
        }
        #expect(
            notes(37, groups: 3) == [
                "Validation samples are 37 % and not 20 %: there are only 3 groups of \"origin\", "
                    + "and each stays whole."
            ]
        )
        #expect(
            notes(10, groups: 90) == [
                "Validation samples are 10 % and not 20 %: the 90 groups of \"origin\" differ in "
                    + "size, and each stays whole."
            ]
        )
        #expect(notes(22, groups: 3).isEmpty)
        spec.split = .shares(HeldOutShares(validation: 0.2), SplitDraw())
        #expect(notes(37, groups: nil).isEmpty)
    }
}
