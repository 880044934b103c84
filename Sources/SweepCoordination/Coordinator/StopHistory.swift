internal import TrainingModel

/// Where the runs of a pack stop by their validation losses, as far as these have arrived.
///
/// Which epochs an attempt went on from matters: its lanes stop by the losses of those, too. So each
/// stored state has the history that belongs to it, ``Attempt/base`` like ``Attempt/checkpoint``.
struct StopHistory: Hashable, Sendable {
    /// The losses of each lane; empty where no rule stops runs.
    private var losses: [ValidationHistory]

    /// How many epochs each lane has trained that has stopped.
    private var stops: [Int?]

    /// Starts before the first epoch of `laneCount` runs.
    init(_ choice: EpochChoice, laneCount: Int) {
        let history = ValidationHistory(choice)
        losses = choice.stopping == nil ? [] : Array(repeating: history, count: laneCount)
        stops = Array(repeating: nil, count: laneCount)
    }

    /// Starts after `epochCount` epochs with the validation losses of each lane, which are NaN where
    /// it had ended; there may be none where no rule stops runs.
    init(_ choice: EpochChoice, laneCount: Int, losses: [[Float]], epochCount: Int) {
        self.init(choice, laneCount: laneCount)
        for (lane, column) in losses.enumerated() where lane < laneCount {
            append(column.prefix(epochCount).prefix { !$0.isNaN }, ofLane: lane)
        }
    }

    /// Whether a rule stops runs.
    var isRuled: Bool { !losses.isEmpty }

    /// How many epochs the run in `lane` has trained, or `nil` if it has not stopped.
    func stop(ofLane lane: Int) -> Int? { stops[lane] }

    /// Takes the losses of the next epochs of a lane; of those after its stop none counts.
    mutating func append(_ column: ArraySlice<Float>, ofLane lane: Int) {
        guard !losses.isEmpty, stops[lane] == nil else { return }
        for loss in column {
            losses[lane].append(loss)
            guard !losses[lane].isOver else { return stops[lane] = losses[lane].epochCount }
        }
    }
}
