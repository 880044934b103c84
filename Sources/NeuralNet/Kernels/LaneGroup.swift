/// Some runs of a pack that a kernel trains together.
protocol LaneGroup: AnyObject {
    /// The number of runs; they are lanes 0, 1, … of the group.
    var runCount: Int { get }

    /// The memory that the group has allocated.
    var allocatedBytes: Int { get }

    /// Trains all runs for one epoch and measures them on the whole dataset.
    ///
    /// - Parameters:
    ///   - epoch: The epochs that the runs have behind them.
    ///   - samples: The dataset and the order of its samples.
    /// - Returns: The sums of each run.
    func trainEpoch(_ epoch: Int, on samples: EpochSamples) -> [LaneSums]

    /// The parameters of one run in PyTorch's flat order.
    func parameters(ofLane lane: Int) -> [Float]

    /// The velocities of one run, in the order of its parameters.
    func velocities(ofLane lane: Int) -> [Float]

    /// Sets the state of one run, which takes part in the training from now on.
    func load(parameters: [Float], velocities: [Float], intoLane lane: Int)

    /// Takes a run out of the training; the others go on untouched.
    func retire(lane: Int)
}
