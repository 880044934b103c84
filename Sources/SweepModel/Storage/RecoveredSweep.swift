public import TrainingModel

/// What a restarted coordinator knows from its store.
public struct RecoveredSweep: Hashable, Sendable {
    /// How often the coordinator was started before.
    public var incarnation: Incarnation

    /// What the sweep was doing.
    public var state: SweepState

    /// Every pack that was cut, by ascending id.
    public var packs: [RecoveredPack]

    /// The workers that were asked to leave, ascending.
    public var drained: [WorkerID]

    /// Puts together what was found.
    public init(
        incarnation: Incarnation,
        state: SweepState,
        packs: [RecoveredPack],
        drained: [WorkerID] = []
    ) {
        self.incarnation = incarnation
        self.state = state
        self.packs = packs
        self.drained = drained
    }

    /// What the store of a new sweep holds.
    public static let empty = RecoveredSweep(
        incarnation: Incarnation(0),
        state: .running,
        packs: []
    )
}

/// What a sweep as a whole is doing.
public enum SweepState: String, Hashable, Sendable, CaseIterable {
    /// Packs are handed out.
    case running

    /// Nothing new is handed out.
    case paused

    /// All runs have an outcome.
    case done

    /// The sweep was cancelled; open runs stay without outcome.
    case cancelled

    /// Whether nothing more is trained.
    public var isOver: Bool { self == .done || self == .cancelled }
}

/// A pack as it is in the store.
public struct RecoveredPack: Hashable, Sendable {
    /// Whether anything of the pack is still to be done.
    public enum State: Hashable, Sendable {
        /// Waits or is trained.
        case open

        /// Has a result: one outcome for each lane.
        case finished([RunOutcome])

        /// Was cut in two.
        case split

        /// All of its runs failed.
        case failed(reason: String)
    }

    /// The pack.
    public var id: PackID

    /// Its runs.
    public var range: RunRange

    /// Whether anything is still to be done.
    public var state: State

    /// Its attempts by ascending number; empty for packs that are not open.
    public var attempts: [RecoveredAttempt]

    /// Puts together what was found.
    public init(id: PackID, range: RunRange, state: State, attempts: [RecoveredAttempt]) {
        self.id = id
        self.range = range
        self.state = state
        self.attempts = attempts
    }
}

/// An attempt of an open pack as it is in the store.
public struct RecoveredAttempt: Hashable, Sendable {
    /// The attempt's number.
    public var number: AttemptNumber

    /// How it ended, or `nil` while its lease runs.
    public var end: AttemptEnd?

    /// The state it went on from.
    public var base: CheckpointReference?

    /// The epochs that are stored without a gap, base included.
    public var epochCount: Int

    /// The bytes of trained parameters that are stored without a gap.
    public var parameterBytes: Int

    /// The last checkpoint that is stored whole.
    public var checkpoint: CheckpointReference?

    /// The validation losses of each lane in ``epochCount`` epochs, up to the one in which it
    /// ended; empty where no rule stops runs.
    public var losses: [[Float]] {
        didSet { losses = Self.trained(losses) }
    }

    /// Puts together what was found.
    public init(
        number: AttemptNumber,
        end: AttemptEnd?,
        base: CheckpointReference?,
        epochCount: Int,
        parameterBytes: Int,
        checkpoint: CheckpointReference?,
        losses: [[Float]] = []
    ) {
        self.number = number
        self.end = end
        self.base = base
        self.epochCount = epochCount
        self.parameterBytes = parameterBytes
        self.checkpoint = checkpoint
        self.losses = Self.trained(losses)
    }

    /// The losses of epochs that lanes were trained: NaN, which stands for the others, would make
    /// equal attempts differ.
    private static func trained(_ losses: [[Float]]) -> [[Float]] {
        losses.map { Array($0.prefix { !$0.isNaN }) }
    }
}
