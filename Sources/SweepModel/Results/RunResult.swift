public import TrainingModel

/// What is known of one run.
public struct RunResult: Hashable, Sendable {
    /// The run.
    public let run: Run

    /// How it ended, or `nil` while it is open.
    public let outcome: RunOutcome?

    /// Its metrics as far as they were recorded.
    public let curve: Curve

    /// The trained weights and biases in PyTorch's flat order, or empty if there are none.
    public let parameters: [Float]

    /// Puts a run's results together.
    public init(run: Run, outcome: RunOutcome?, curve: Curve, parameters: [Float]) {
        self.run = run
        self.outcome = outcome
        self.curve = curve
        self.parameters = parameters
    }
}
