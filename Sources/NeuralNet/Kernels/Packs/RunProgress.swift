internal import TrainingModel

/// What a pack keeps of one run beside the lane that trains it: how it ended, or which of its epochs
/// is the best so far.
struct RunProgress {
    /// How the run ended, or `nil` while it is trained.
    private(set) var ending: RunEnding?

    /// The validation losses, where they choose the epoch.
    private(set) var history: ValidationHistory

    /// The parameters that are taken if the training ends here, in PyTorch's flat order; empty
    /// where they are those of the lane.
    private(set) var parameters: [Float] = []

    /// Starts without epochs.
    init(_ choice: EpochChoice) { history = ValidationHistory(choice) }

    /// Goes on after some epochs with what was kept of them.
    init(_ history: ValidationHistory, parameters: [Float]) {
        self.history = history
        self.parameters = parameters
    }

    /// Describes a run that has ended, with the parameters that are taken.
    init(_ choice: EpochChoice, ending: RunEnding, parameters: [Float]) {
        history = ValidationHistory(choice)
        self.ending = ending
        self.parameters = parameters
    }

    /// Ends the run as diverged after `epoch`, with the parameters that it had then.
    mutating func diverge(epoch: Int, parameters: [Float]) {
        // What is not a number is the one quiet NaN, whatever the processor left.
        self.parameters = parameters.map { $0.isNaN ? .nan : $0 }
        ending = RunEnding(kind: .diverged, epoch: epoch)
    }

    /// Takes the validation loss of the next epoch.
    ///
    /// - Parameters:
    ///   - loss: The loss.
    ///   - parameters: Gives the parameters after the epoch; only asked where the loss is the
    ///     lowest so far.
    mutating func append(_ loss: Float, parameters: () -> [Float]) {
        if history.append(loss) { self.parameters = parameters() }
        guard history.isOver else { return }
        ending = RunEnding(kind: .stopped, epoch: history.epochCount - 1)
    }
}

/// How a run ended before the last of its epochs.
struct RunEnding: Hashable {
    /// What ended it.
    enum Kind: Int {
        /// A loss left the finite numbers.
        case diverged = 1

        /// Its validation loss had not fallen for long.
        case stopped = 2
    }

    /// What ended it.
    let kind: Kind

    /// The last epoch that it was trained, counted from 0.
    let epoch: Int
}
