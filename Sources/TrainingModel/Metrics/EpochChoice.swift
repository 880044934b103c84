/// After which of its epochs a run's parameters and measures are taken, and when it stops early.
public enum EpochChoice: Hashable, Sendable {
    /// The last epoch.
    case final

    /// The epoch with the lowest validation loss, the first among equal ones.
    case best

    /// As ``best``, and the run ends when its validation loss has not fallen for a while.
    case stop(EarlyStopping)

    /// The rule by which a run ends early, if there is one.
    public var stopping: EarlyStopping? {
        if case .stop(let rule) = self { rule } else { nil }
    }

    /// Whether validation losses decide, so that these are too low for what comes out.
    public var isByValidation: Bool { self != .final }

    /// How many epochs a run trains that does not diverge.
    ///
    /// - Parameter losses: Its validation losses as far as they are known; NaN after its stop.
    /// - Returns: The epochs up to its stop, or `nil` if it goes on after the last loss.
    public func stoppingEpochCount(of losses: some Sequence<Float>) -> Int? {
        guard stopping != nil else { return nil }
        var history = ValidationHistory(self)
        for loss in losses {
            // What is not a number is the loss of no epoch that this run has trained.
            guard !loss.isNaN else { return nil }
            history.append(loss)
            if history.isOver { return history.epochCount }
        }
        return nil
    }

    /// The epoch that is taken, counted from 0.
    ///
    /// - Parameter losses: The validation loss after each epoch that was trained, all finite.
    /// - Returns: The epoch, or `nil` if none was trained.
    public func epoch(of losses: some Collection<Float>) -> Int? {
        guard isByValidation else { return losses.isEmpty ? nil : losses.count - 1 }
        return losses.enumerated().min { $0.element < $1.element }?.offset
    }
}

/// When a run ends although epochs are left: after epoch e, if the lowest validation loss of the
/// last ``patience`` epochs is not below the lowest one before them by more than ``minimumDelta``.
public struct EarlyStopping: Hashable, Sendable {
    /// How many epochs a run may go on without a lower loss, from 1.
    public var patience: Int

    /// By how much a loss has to be lower to count, from 0; in the units of the loss.
    public var minimumDelta: Double

    /// Describes a rule.
    ///
    /// - Precondition: `patience` is at least 1, `minimumDelta` finite and not negative.
    public init(patience: Int, minimumDelta: Double = 0) {
        precondition(patience >= 1, "patience is at least one epoch, not \(patience)")
        precondition(
            minimumDelta.isFinite && minimumDelta >= 0,
            "a loss has to fall by 0 or more, not \(minimumDelta)"
        )
        self.patience = patience
        self.minimumDelta = minimumDelta
    }
}

/// What the validation losses of one run so far say: which epoch is the best, and whether the run
/// is over.
///
/// Takes room for ``EarlyStopping/patience`` + 1 losses, or for none without a rule.
public struct ValidationHistory: Hashable, Sendable {
    /// The epoch with the lowest loss, counted from 0, and that loss; `nil` before the first epoch.
    public private(set) var best: (epoch: Int, loss: Float)? {
        get { bestEpoch.map { ($0, bestLoss) } }
        set { (bestEpoch, bestLoss) = (newValue?.epoch, newValue?.loss ?? .infinity) }
    }

    /// The epochs that were added.
    public private(set) var epochCount = 0

    private let rule: EarlyStopping?
    private var bestEpoch: Int?
    private var bestLoss = Float.infinity

    /// The lowest loss up to each of the last epochs, at most patience + 1 of them; the oldest one
    /// stands at `start` once the room is full.
    private var lowest: [Float] = []
    private var start = 0

    /// Starts without epochs.
    public init(_ choice: EpochChoice) { rule = choice.stopping }

    /// Adds the loss of the next epoch.
    ///
    /// - Returns: Whether it is lower than all before.
    @discardableResult
    public mutating func append(_ loss: Float) -> Bool {
        let isLower = best.map { loss < $0.loss } ?? true
        if isLower { best = (epochCount, loss) }
        epochCount += 1
        guard let rule else { return isLower }
        if lowest.count <= rule.patience {
            lowest.append(bestLoss)
        } else {
            lowest[start] = bestLoss
            start = (start + 1) % lowest.count
        }
        return isLower
    }

    /// The lowest loss up to each of the last epochs, the oldest first: at most patience + 1 of
    /// them, and none without a rule.
    public var recentLowest: [Float] { Array(lowest[start...] + lowest[..<start]) }

    /// Goes on from a state that another history had, read from anywhere; `nil` if no history of a
    /// run that goes on can have it.
    ///
    /// - Parameters:
    ///   - choice: The choice of both.
    ///   - epochCount: The epochs that were added.
    ///   - best: The epoch with the lowest loss, and that loss.
    ///   - recentLowest: What ``recentLowest`` was.
    public init?(
        _ choice: EpochChoice,
        epochCount: Int,
        best: (epoch: Int, loss: Float),
        recentLowest: [Float]
    ) {
        self.init(choice)
        self.epochCount = epochCount
        self.best = best
        lowest = recentLowest
        let isFalling = zip(recentLowest, recentLowest.dropFirst()).allSatisfy { $0 >= $1 }
        let count = Self.recentCount(choice, epochCount: epochCount)
        guard (0..<epochCount).contains(best.epoch), best.loss.isFinite, count == lowest.count,
            isFalling, lowest.allSatisfy(\.isFinite), lowest.last.map({ $0 == best.loss }) ?? true,
            !isOver
        else { return nil }
    }

    /// How many numbers ``recentLowest`` has after `epochCount` epochs.
    public static func recentCount(_ choice: EpochChoice, epochCount: Int) -> Int {
        choice.stopping.map { min($0.patience + 1, epochCount) } ?? 0
    }

    /// Whether the run ends after the last epoch that was added.
    ///
    /// The lowest loss of the last epochs is below the lowest one before by more than the rule asks
    /// for exactly when the lowest loss of all is, since ``EarlyStopping/minimumDelta`` is not
    /// negative.
    public var isOver: Bool {
        guard let rule, lowest.count > rule.patience else { return false }
        return !(Double(bestLoss) < Double(lowest[start]) - rule.minimumDelta)
    }
}
