internal import SweepCore
internal import SweepModel

/// The coordinator's host: its process, if one runs, and what the shell around the machine keeps.
struct CoordinatorHost {
    /// Something that a peer sent.
    struct Incoming {
        let peer: PeerID
        let frame: [UInt8]
    }

    /// Effects whose records found no room, to be tried again.
    struct Held {
        let effects: [CoordinatorEffect]
        let retryAt: Instant
    }

    /// How long a store that is full is left alone.
    static let retryInterval = Duration.seconds(1)

    /// Which process this is.
    var life = 0

    /// The process's machine, or `nil` while no process runs.
    var machine: CoordinatorMachine?

    /// Effects that are not acted on yet.
    var effects: [CoordinatorEffect] = []

    /// Frames that were not read yet.
    var inbox: [Incoming] = []

    /// What a user wants, or an administrator, that was not looked at yet.
    var wishes: [CoordinatorInput] = []

    /// The batch that is being committed.
    var committing: [CoordinatorEffect]?

    /// The batch that found no room.
    var held: Held?

    /// Which event is the next turn; others are outdated.
    var generation = 0

    /// When the next turn is, if one is planned.
    var nextTurn: Instant?

    /// When the machine ran last, for a planted bug.
    var lastHandled = Instant.zero

    /// Until when the process does not run.
    var pausedUntil = Instant.zero

    /// Effects until the process dies, if it is to.
    var effectsUntilCrash: Int?

    /// When the next process may be started, at the earliest.
    var downUntil = Instant.zero

    /// How much longer commits take.
    var commitDelay = Duration.zero

    /// Until when the store has no room.
    var fullUntil = Instant.zero

    /// Whether somebody wants a paused sweep to go on.
    var wantsResume = false

    /// Whether the sweep is over.
    var isOver = false
}
