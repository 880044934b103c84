import SweepModel
import Testing
import TrainingModel

/// The order of settings, seeds and runs, on which every file and every message relies.
@Suite struct SweepPlanTests {
    @Test func `the notebook's runs draw from one generator in turn`() {
        let plan = SweepPlan(.notebook)
        #expect(plan.runCount == 5)
        let runs = (0..<5).map { plan.run(atPlace: $0) }
        #expect(runs.map(\.setting.momentum) == [0, 0.1, 0.2, 0.4, 0.5])
        #expect(runs.map(\.seed) == [1, 1, 1, 1, 1])
        // [2, 50, 3] has 2·50 + 50 + 50·3 + 3 = 303 parameters; each epoch draws two outputs.
        #expect(runs.map(\.generatorOffset) == [0, 503, 1_006, 1_509, 2_012])
    }

    @Test func `with shuffle each epoch draws four outputs`() {
        var spec = SweepSpec.notebook
        spec.shuffle = true
        let plan = SweepPlan(spec)
        #expect((0..<3).map { plan.run(atPlace: $0).generatorOffset } == [0, 703, 1_406])
    }

    @Test func `the notebook's offsets add up over networks of different size`() {
        var spec = SweepSpec.notebook
        spec.epochs = 10
        spec.axes = SweepAxes([.momentum: [0, 0.5], .layers: [[2, 3], [2, 4, 3]]])
        let plan = SweepPlan(spec)
        // 9 and 27 parameters, and 20 outputs for the epochs.
        #expect((0..<4).map { plan.run(atPlace: $0).generatorOffset } == [0, 29, 76, 105])
    }

    /// [2, 4, 3] has 27 parameters, of which 20 are weights and may be drawn twice.
    @Test func `weights that are drawn again move the notebook's later runs on`() {
        var spec = SweepSpec.notebook
        spec.epochs = 10
        spec.axes = SweepAxes([
            .layers: [[2, 4, 3]],
            .initialization: ["xavier_uniform", "pytorch", "kaiming_uniform"],
            .momentum: [0, 0.5],
        ])
        let runs = (0..<6).map { SweepPlan(spec).run(atPlace: $0) }
        #expect(
            runs.map(\.setting.initialization) == [
                .xavierUniform, .pytorch, .kaimingUniform, .xavierUniform, .pytorch,
                .kaimingUniform,
            ]
        )
        #expect(runs.map(\.generatorOffset) == [0, 67, 114, 181, 248, 295])
    }

    @Test func `every seed of a setting comes before the next setting`() {
        let plan = SweepPlan(paired(momentum: [0, 0.9], seeds: [3, 5, 8]))
        let runs = (0..<plan.runCount).map { plan.run(atPlace: $0) }
        #expect(runs.map(\.place) == [0, 1, 2, 3, 4, 5])
        #expect(runs.map(\.settingIndex) == [0, 0, 0, 1, 1, 1])
        #expect(runs.map(\.seed) == [3, 5, 8, 3, 5, 8])
        #expect(runs.map(\.setting.momentum) == [0, 0, 0, 0.9, 0.9, 0.9])
        #expect(runs.allSatisfy { $0.generatorOffset == 0 })
    }

    @Test func `momentum varies slowest and weight decay fastest`() {
        let axes = SweepAxes([
            .momentum: [0, 0.9], .learningRate: [0.1], .batch: [10, 20], .weightDecay: [0, 0.01],
        ])
        let expected = [
            Setting(momentum: 0, learningRate: 0.1, batch: 10, layers: [2, 50, 3]),
            Setting(
                momentum: 0,
                learningRate: 0.1,
                batch: 10,
                layers: [2, 50, 3],
                weightDecay: 0.01
            ),
            Setting(momentum: 0, learningRate: 0.1, batch: 20, layers: [2, 50, 3]),
            Setting(
                momentum: 0,
                learningRate: 0.1,
                batch: 20,
                layers: [2, 50, 3],
                weightDecay: 0.01
            ),
        ]
        #expect(Array(axes.settings.prefix(4)) == expected)
        #expect(axes.settings.count == 8)
        #expect(axes.varying == [.momentum, .batch, .weightDecay])
    }

    @Test func `combinations that train alike are one setting`() {
        let axes = SweepAxes([
            .momentum: [0, 0.9], .nesterov: [true, false], .dampening: [0, 0.1],
        ])
        #expect(axes.combinations.count == 8)
        #expect(axes.mergedCount == 3)
        let expected = [
            Setting(momentum: 0),
            Setting(momentum: 0.9, nesterov: true),
            Setting(momentum: 0.9, nesterov: true, dampening: 0.1),
            Setting(momentum: 0.9),
            Setting(momentum: 0.9, dampening: 0.1),
        ]
        #expect(axes.settings == expected)
        #expect(Set(axes.settings.map(\.canonical)).count == 5)
    }

    @Test func `a combination without an equal stays as it was asked for`() {
        let axes = SweepAxes([.momentum: [0, 0.9], .nesterov: [true]])
        #expect(axes.settings.map(\.nesterov) == [true, true])
        #expect(axes.mergedCount == 0)
    }

    /// Run numbers of stored sweeps stay what they are.
    @Test func `a plan in the first edition's order has every combination`() {
        var spec = paired(momentum: [0, 0.9], seeds: [1, 2])
        spec.axes[.nesterov] = [false, true]
        #expect(SweepPlan(spec).runCount == 6)
        let first = SweepPlan(spec, order: .settings)
        #expect(first.runCount == 8)
        #expect(first.settings == spec.axes.combinations)
        var grown = spec
        grown.seeds = .paired([1, 2, 3])
        #expect(first.extended(to: grown).runCount == 12)
    }

    @Test func `settings of equal shape share a group, whatever stands between them`() {
        var spec = paired(momentum: [0, 0.9], seeds: [1, 2])
        spec.axes[.batch] = [10, 20]
        let plan = SweepPlan(spec)
        #expect(plan.groups.map(\.shape.batch) == [10, 20])
        #expect(plan.groups.map(\.settingIndices) == [[0, 2], [1, 3]])
        #expect(plan.groups.map(\.numbers) == [0..<4, 4..<8])
        #expect(plan.runs(in: RunRange(first: 1, count: 3)).map(\.place) == [1, 4, 5])
        #expect(plan.runs(in: RunRange(first: 4, count: 4)).map(\.place) == [2, 3, 6, 7])
        #expect(plan.shape(of: RunRange(first: 5, count: 2)).batch == 20)
    }

    /// With five settings a block has ⌈16/5⌉ = 4 seeds: every setting has results after two packs.
    @Test func `seeds come block by block, with all settings in each`() {
        let plan = SweepPlan(paired(momentum: [0, 0.1, 0.2, 0.4, 0.5], seeds: SeedList(0..<10)))
        let runs = plan.runs(in: RunRange(first: 0, count: 50))
        #expect(runs[0..<20].map(\.seed) == (0..<5).flatMap { _ in [0, 1, 2, 3] })
        #expect(runs[0..<20].map(\.settingIndex) == (0..<5).flatMap { [$0, $0, $0, $0] })
        #expect(runs[20..<40].map(\.seed) == (0..<5).flatMap { _ in [4, 5, 6, 7] })
        #expect(runs[40..<50].map(\.seed) == (0..<5).flatMap { _ in [8, 9] })
    }

    /// A store of the first edition knows a run by its group and its place in the group.
    @Test func `the first edition's order takes every seed of a setting first`() {
        var spec = paired(momentum: [0, 0.9], seeds: [3, 5, 8])
        spec.axes[.batch] = [10, 20]
        let plan = SweepPlan(spec, order: .settings)
        let first = RunRange(first: 2, count: 3)
        #expect(plan.runs(in: first).map(\.place) == [2, 6, 7])
        let second = RunRange(first: SweepPlan.numbersPerGroup + 2, count: 2)
        #expect(plan.runs(in: second).map(\.place) == [5, 9])
    }

    @Test func `seeds vary within folds within settings`() {
        let plan = SweepPlan(onFolds(3, paired(momentum: [0, 0.9], seeds: [5, 8])))
        let runs = (0..<plan.runCount).map { plan.run(atPlace: $0) }
        #expect(runs.map(\.place) == Array(0..<12))
        #expect(runs.map(\.settingIndex) == [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1])
        #expect(runs.map(\.fold) == [0, 0, 1, 1, 2, 2, 0, 0, 1, 1, 2, 2])
        #expect(runs.map(\.seed) == [5, 8, 5, 8, 5, 8, 5, 8, 5, 8, 5, 8])
    }

    @Test func `a group has one shape and one fold`() {
        var spec = onFolds(2, paired(momentum: [0, 0.9], seeds: [1, 2]))
        spec.axes[.batch] = [10, 20]
        let plan = SweepPlan(spec)
        #expect(plan.groups.map(\.shape.batch) == [10, 10, 20, 20])
        #expect(plan.groups.map(\.fold) == [0, 1, 0, 1])
        #expect(plan.groups.map(\.numbers) == [0..<4, 4..<8, 8..<12, 12..<16])
        #expect(plan.runs(in: RunRange(first: 5, count: 3)).map(\.fold) == [1, 1, 1])
        #expect(plan.fold(of: RunRange(first: 5, count: 3)) == 1)
        #expect(!plan.contains(RunRange(first: 3, count: 2)))
    }

    /// What is trained in turn, a pack of each group: a block of seeds on every fold.
    @Test func `on each fold seeds come block by block, with all settings in each`() {
        let momenta: [AxisValue] = [0, 0.1, 0.2, 0.4, 0.5]
        let spec = paired(momentum: momenta, seeds: SeedList(0..<10))
        let plan = SweepPlan(onFolds(2, spec))
        let alone = SweepPlan(spec)
        for group in plan.groups {
            let runs = plan.runs(in: RunRange(first: group.firstNumber, count: 50))
            let expected = (0..<50).map { alone.run(RunID($0)).configuration }
            #expect(runs.map(\.configuration) == expected)
        }
    }

    @Test func `without folds, and with one, the numbers of runs are the same`() {
        let spec = paired(momentum: [0, 0.5, 0.9], seeds: SeedList(0..<9))
        var held = spec
        held.split = .shares(HeldOutShares(validation: 0.2), SplitDraw())
        let (plan, other) = (SweepPlan(spec), SweepPlan(held))
        #expect((0..<27).allSatisfy { plan.run(RunID($0)) == other.run(RunID($0)) })
    }

    @Test func `only the data tell the folds of a column`() {
        var spec = paired(momentum: [0, 0.9], seeds: [1])
        spec.split = .column("fold")
        #expect(SweepPlan(spec).runCount == 2)
        #expect(SweepPlan(spec, foldCount: 4).runCount == 8)
    }

    @Test(arguments: RunOrder.allCases, 1...5)
    func `every run on folds has one number and one place`(order: RunOrder, foldCount: Int) {
        var spec = paired(momentum: [0, 0.5, 0.9], seeds: SeedList(5..<28))
        spec.axes[.layers] = [[2, 3], [2, 8, 3]]
        expectWhole(SweepPlan(onFolds(foldCount, spec), order: order))
    }

    @Test(arguments: RunOrder.allCases, 1...20)
    func `every run has one number and one place`(order: RunOrder, settings: Int) {
        var spec = paired(
            momentum: (0..<settings).map { .number(Double($0) / 32) },
            seeds: SeedList(5..<28)
        )
        spec.axes[.layers] = [[2, 3], [2, 8, 3]]
        let plan = SweepPlan(spec, order: order)
        expectWhole(plan)
    }

    private func expectWhole(_ plan: SweepPlan) {
        var isSeen = [Bool](repeating: false, count: plan.runCount)
        for group in plan.groups {
            for number in group.numbers {
                let run = plan.run(RunID(number))
                #expect(run.id.rawValue == number)
                #expect(plan.run(atPlace: run.place) == run)
                #expect(PackShape(run.setting) == group.shape)
                #expect(run.fold == group.fold)
                #expect(!isSeen[run.place], "run \(number) stands at the place of another")
                isSeen[run.place] = true
            }
        }
        #expect(!isSeen.contains(false))
    }

    @Test func `a plan that grows keeps the numbers of its runs`() {
        let spec = paired(momentum: [0, 0.5], seeds: SeedList(0..<3))
        let plan = SweepPlan(spec)
        var grown = spec
        grown.axes[.momentum] = [0, 0.25, 0.5, 0.9]
        grown.seeds = .paired(SeedList(0..<7))
        let larger = plan.extended(to: grown)
        for number in 0..<plan.runCount {
            let (old, new) = (plan.run(RunID(number)), larger.run(RunID(number)))
            #expect(old.configuration == new.configuration)
        }
        expectWhole(larger)
        // And once more, by seeds alone.
        grown.seeds = .paired(SeedList(0..<8))
        let largest = larger.extended(to: grown)
        #expect(
            (0..<larger.runCount).allSatisfy {
                larger.run(RunID($0)).configuration == largest.run(RunID($0)).configuration
            }
        )
        expectWhole(largest)
    }

    @Test func `a plan with folds that grows keeps the folds of its runs`() {
        let plan = SweepPlan(onFolds(3, paired(momentum: [0, 0.5], seeds: SeedList(0..<3))))
        let grown = paired(momentum: [0, 0.25, 0.5], seeds: SeedList(0..<7))
        let larger = plan.extended(to: onFolds(3, grown))
        #expect(larger.runCount == 63)
        for number in 0..<plan.runCount {
            let (old, new) = (plan.run(RunID(number)), larger.run(RunID(number)))
            #expect(old.configuration == new.configuration && old.fold == new.fold)
        }
        expectWhole(larger)
    }

    /// What is held for ten million planned runs: settings and ranges, no run by itself.
    @Test func `ten million runs are planned from ranges`() {
        let plan = SweepPlan(paired(momentum: [0, 0.9], seeds: SeedList(0..<5_000_000)))
        #expect(plan.runCount == 10_000_000)
        let last = plan.run(atPlace: plan.runCount - 1)
        #expect(last.seed == 4_999_999)
        #expect(plan.run(last.id) == last)
    }

    @Test(arguments: [
        (RunRange(first: 0, count: 6), true), (RunRange(first: 5, count: 1), true),
        (RunRange(first: 5, count: 2), false), (RunRange(first: 12, count: 1), false),
        (RunRange(first: -1, count: 2), false), (RunRange(first: 0, count: 0), false),
        (RunRange(first: 1, count: .max), false), (RunRange(first: 6, count: 6), true),
    ])
    func `a range belongs to the plan if it lies within a group`(range: RunRange, isIn: Bool) {
        var spec = paired(momentum: [0, 0.9], seeds: [3, 5, 8])
        spec.axes[.batch] = [10, 20]
        #expect(SweepPlan(spec).contains(range) == isIn)
    }

    @Test func `a run beyond the plan stops the program`() async {
        await #expect(processExitsWith: .failure) {
            _ = SweepPlan(.notebook).run(atPlace: 5)
        }
    }

    private func onFolds(_ count: Int, _ spec: SweepSpec) -> SweepSpec {
        var spec = spec
        spec.split = .folds(count: count, SplitDraw())
        return spec
    }

    private func paired(momentum: [AxisValue], seeds: SeedList) -> SweepSpec {
        SweepSpec(
            name: "test",
            dataset: .spiral(SpiralSource()),
            epochs: 3,
            shuffle: false,
            axes: SweepAxes([.momentum: momentum]),
            seeds: .paired(seeds)
        )
    }
}

extension Run {
    fileprivate var generatorOffset: UInt64 { configuration.generatorOffset }
}

/// Halving of ranges, by which a pack that kills its workers is narrowed down to the guilty run.
@Suite struct RunRangeTests {
    @Test(arguments: [(2, 1, 1), (3, 2, 1), (16, 8, 8), (15, 8, 7)])
    func `halves are neighbours, the first being the larger`(count: Int, first: Int, second: Int) {
        let range = RunRange(first: 7, count: count)
        let halves = range.halves
        #expect(halves.0 == RunRange(first: 7, count: first))
        #expect(halves.1 == RunRange(first: 7 + first, count: second))
    }

    @Test func `the places of a range follow one another`() {
        #expect(RunRange(first: 3, count: 4).numbers == 3..<7)
    }

    @Test func `one run cannot be halved`() async {
        await #expect(processExitsWith: .failure) {
            _ = RunRange(first: 0, count: 1).halves
        }
    }
}

/// Seeds kept as ranges read like the list they were made from.
@Suite struct SeedListTests {
    @Test(arguments: [
        [], [7], [0, 1, 2, 3], [3, 5, 8], [5, 4, 3], [4_294_967_295, 0], [0, 1, 5, 6, 7, 2],
        [.max - 1, .max, 0, 1],
    ])
    func `a list is what it was made from`(seeds: [UInt64]) {
        let list = SeedList(seeds)
        #expect(list.count == seeds.count)
        #expect(Array(list) == seeds)
        #expect(seeds.indices.allSatisfy { list[$0] == seeds[$0] })
    }

    @Test func `equal lists are equal however they were made`() {
        var list: SeedList = [0, 1]
        list.append(2...9)
        #expect(list == SeedList(0..<10))
        #expect(list == SeedList((0..<10).map { UInt64($0) }))
        #expect(list != SeedList(0..<11))
    }
}
