import SweepModel
import Testing

/// The order of settings, seeds and runs, on which every file and every message relies.
@Suite struct SweepPlanTests {
    @Test func `the notebook's runs draw from one generator in turn`() {
        let plan = SweepPlan(.notebook)
        #expect(plan.runCount == 5)
        let runs = (0..<5).map { plan.run(RunID($0)) }
        #expect(runs.map(\.setting.momentum) == [0, 0.1, 0.2, 0.4, 0.5])
        #expect(runs.map(\.seed) == [1, 1, 1, 1, 1])
        // [2, 50, 3] has 2·50 + 50 + 50·3 + 3 = 303 parameters; each epoch draws two outputs.
        #expect(runs.map(\.generatorOffset) == [0, 503, 1_006, 1_509, 2_012])
    }

    @Test func `with shuffle each epoch draws four outputs`() {
        var spec = SweepSpec.notebook
        spec.shuffle = true
        let plan = SweepPlan(spec)
        #expect((0..<3).map { plan.run(RunID($0)).generatorOffset } == [0, 703, 1_406])
    }

    @Test func `the notebook's offsets add up over networks of different size`() {
        var spec = SweepSpec.notebook
        spec.epochs = 10
        spec.axes = SweepAxes(momentum: [0, 0.5], layers: [[2, 3], [2, 4, 3]])
        let plan = SweepPlan(spec)
        // 9 and 27 parameters, and 20 outputs for the epochs.
        #expect((0..<4).map { plan.run(RunID($0)).generatorOffset } == [0, 29, 76, 105])
    }

    @Test func `every seed of a setting comes before the next setting`() {
        let plan = SweepPlan(paired(momentum: [0, 0.9], seeds: [3, 5, 8]))
        let runs = (0..<plan.runCount).map { plan.run(RunID($0)) }
        #expect(runs.map(\.id.rawValue) == [0, 1, 2, 3, 4, 5])
        #expect(runs.map(\.settingIndex) == [0, 0, 0, 1, 1, 1])
        #expect(runs.map(\.seed) == [3, 5, 8, 3, 5, 8])
        #expect(runs.map(\.setting.momentum) == [0, 0, 0, 0.9, 0.9, 0.9])
        #expect(runs.allSatisfy { $0.generatorOffset == 0 })
    }

    @Test func `momentum varies slowest and weight decay fastest`() {
        let axes = SweepAxes(
            momentum: [0, 0.9],
            learningRate: [0.1],
            batch: [10, 20],
            weightDecay: [0, 0.01]
        )
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

    @Test func `settings of equal shape share a group, whatever stands between them`() {
        var spec = paired(momentum: [0, 0.9], seeds: [1, 2])
        spec.axes.batch = [10, 20]
        let plan = SweepPlan(spec)
        #expect(plan.groups.map(\.shape.batch) == [10, 20])
        #expect(plan.groups.map(\.settingIndices) == [[0, 2], [1, 3]])
        #expect(plan.runCount(ofGroup: 0) == 4)
        let first = RunRange(group: 0, first: 1, count: 3)
        #expect(plan.runIDs(in: first).map(\.rawValue) == [1, 4, 5])
        let second = RunRange(group: 1, first: 0, count: 4)
        #expect(plan.runIDs(in: second).map(\.rawValue) == [2, 3, 6, 7])
    }

    @Test func `the groups hold every run exactly once`() {
        var spec = paired(momentum: [0, 0.5, 0.9], seeds: [4, 7])
        spec.axes.layers = [[2, 3], [2, 8, 3]]
        spec.axes.batch = [5, 10]
        let plan = SweepPlan(spec)
        let ids = plan.groups.indices.flatMap { group in
            plan.runIDs(
                in: RunRange(group: group, first: 0, count: plan.runCount(ofGroup: group))
            )
        }
        #expect(ids.map(\.rawValue).sorted() == Array(0..<plan.runCount))
        for group in plan.groups {
            let shapes = group.settingIndices.map { index in
                PackShape(layers: plan.settings[index].layers, batch: plan.settings[index].batch)
            }
            #expect(shapes.allSatisfy { $0 == group.shape })
        }
    }

    @Test(arguments: [
        (RunRange(group: 0, first: 0, count: 6), true),
        (RunRange(group: 0, first: 5, count: 1), true),
        (RunRange(group: 0, first: 5, count: 2), false),
        (RunRange(group: 0, first: 6, count: 1), false),
        (RunRange(group: 0, first: -1, count: 2), false),
        (RunRange(group: 0, first: 0, count: 0), false),
        (RunRange(group: 0, first: 1, count: .max), false),
        (RunRange(group: 1, first: 0, count: 1), false),
        (RunRange(group: -1, first: 0, count: 1), false),
    ])
    func `a range belongs to the plan if it lies within a group`(range: RunRange, isIn: Bool) {
        let plan = SweepPlan(paired(momentum: [0, 0.9], seeds: [3, 5, 8]))
        #expect(plan.contains(range) == isIn)
    }

    @Test func `a run beyond the plan stops the program`() async {
        await #expect(processExitsWith: .failure) {
            _ = SweepPlan(.notebook).run(RunID(5))
        }
    }

    private func paired(momentum: [Double], seeds: [UInt64]) -> SweepSpec {
        SweepSpec(
            name: "test",
            dataset: .spiral(SpiralSource()),
            epochs: 3,
            shuffle: false,
            axes: SweepAxes(momentum: momentum),
            seeds: .paired(seeds)
        )
    }
}
