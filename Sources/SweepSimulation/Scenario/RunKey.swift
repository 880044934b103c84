internal import SweepModel

/// What tells the runs of a simulated sweep apart in an assignment.
struct RunKey: Hashable {
    private let momentum: Double
    private let seed: UInt64
    private let generatorOffset: UInt64
    private let layers: [Int]

    /// The key of a lane of an assignment.
    init(_ run: RunAssignment, layers: [Int]) {
        momentum = run.momentum
        seed = run.seed
        generatorOffset = run.generatorOffset
        self.layers = layers
    }

    /// The key of a planned run.
    init(_ run: Run) {
        self.init(RunAssignment(run), layers: run.setting.layers)
    }
}
