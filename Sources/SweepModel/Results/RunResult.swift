public import TrainingModel

/// What is known of one run.
public struct RunResult: Hashable, Sendable {
    /// The run.
    public let run: Run

    /// How it ended, or `nil` while it is open.
    public let outcome: RunOutcome?

    /// Its metrics as far as they were recorded: of a run that has finished, exactly the epochs
    /// that it was trained, up to its stop.
    public let curve: Curve

    /// The weights and biases after the epoch that is taken, in PyTorch's flat order, or empty if
    /// there are none.
    public let parameters: [Float]

    /// Puts a run's results together.
    public init(run: Run, outcome: RunOutcome?, curve: Curve, parameters: [Float]) {
        self.run = run
        self.outcome = outcome
        self.curve = curve
        self.parameters = parameters
    }

    /// The epoch whose parameters and measures are taken, counted from 0.
    ///
    /// - Parameter choice: The sweep's.
    /// - Returns: The epoch, or `nil` unless the run has finished with at least one epoch.
    public func selectedEpoch(_ choice: EpochChoice) -> Int? {
        guard outcome == .finished, curve.epochCount > 0 else { return nil }
        guard choice.isByValidation else { return curve.epochCount - 1 }
        return choice.epoch(of: curve[.validationLoss])
    }

    /// Whether all parameters are there, so that the network can be used.
    public var hasNetwork: Bool { parameters.count == PackShape(run.setting).parameterCount }
}

/// What a walk through the runs of a sweep needs of each.
public enum RunParts: Hashable, Sendable {
    /// The outcome and the metrics of the epochs that decide a run's score.
    ///
    /// Where the last epoch is taken, a curve may hold that epoch alone, and none if the run has
    /// not finished. There are no parameters.
    case scores

    /// Everything that is known.
    case all
}

/// Something that can walk through a sweep's results run by run, so that they need not fit in
/// memory.
public protocol RunResultSource {
    /// Calls `body` once for each run that is asked for, in the plan's order.
    ///
    /// - Parameters:
    ///   - parts: What is needed of each run; the rest may be missing.
    ///   - settings: The indices of the settings whose runs are needed; `nil` is all.
    ///   - body: Takes a run in.
    /// - Throws: What `body` throws, or an error of the storage.
    func forEachRun(
        _ parts: RunParts,
        of settings: Set<Int>?,
        _ body: (RunResult) throws -> Void
    ) throws

    /// What did not fit together while the sweep ran, in the order of its recording.
    ///
    /// - Throws: An error of the storage.
    func anomalies() throws -> [Anomaly]
}

extension RunResultSource {
    /// Calls `body` once for each run of the plan, in the plan's order, with everything that is
    /// known of it.
    ///
    /// - Throws: What `body` throws, or an error of the storage.
    public func forEachRun(_ body: (RunResult) throws -> Void) throws {
        try forEachRun(.all, of: nil, body)
    }
}

/// Something that should not happen and was recorded, for those who judge the results.
public struct Anomaly: Hashable, Sendable {
    /// What kind of contradiction this is.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The same epochs or weights arrived again with other bits.
        case differentBits = "different_bits"

        /// Workers of another build than the coordinator's took part.
        case otherBuild = "other_build"

        /// A peer broke the protocol.
        case protocolViolation = "protocol_violation"
    }

    /// What kind of contradiction this is.
    public let kind: Kind

    /// The attempt in question, if there is one.
    public let attempt: AttemptID?

    /// What was seen, as a text.
    public let detail: String

    /// Describes a contradiction.
    public init(kind: Kind, attempt: AttemptID?, detail: String) {
        self.kind = kind
        self.attempt = attempt
        self.detail = detail
    }
}

/// How many runs a sweep has, and how many of them have ended how.
public struct RunCounts: Hashable, Sendable {
    /// Runs of the plan.
    public var total: Int

    /// Runs that trained all their epochs.
    public var finished: Int

    /// Runs whose loss left the finite numbers.
    public var diverged: Int

    /// Runs that could not be trained.
    public var failed: Int

    /// Counts runs.
    public init(total: Int = 0, finished: Int = 0, diverged: Int = 0, failed: Int = 0) {
        self.total = total
        self.finished = finished
        self.diverged = diverged
        self.failed = failed
    }

    /// Runs with an outcome.
    public var ended: Int { finished + diverged + failed }

    /// Runs without one.
    public var open: Int { total - ended }

    /// Counts a run that has ended.
    public mutating func count(_ outcome: RunOutcome) {
        switch outcome {
        case .finished: finished += 1
        case .diverged: diverged += 1
        case .failed: failed += 1
        }
    }
}
