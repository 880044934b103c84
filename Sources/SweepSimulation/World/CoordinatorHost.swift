internal import SweepCoordination
internal import SweepModel

/// The coordinator's host: its process, if one runs, and what the shell around the machine keeps.
struct CoordinatorHost {
    /// Something that a peer sent.
    struct Incoming {
        let peer: PeerID
        let frame: [UInt8]
    }

    /// Which process this is.
    var life = 0

    /// The process's driver, or `nil` while no process runs.
    var driver: CoordinatorDriver?

    /// How often the process was asked to leave.
    var stopRequests = 0

    /// Frames that were not read yet.
    var inbox: [Incoming] = []

    /// What a user wants, or an administrator, that was not looked at yet.
    var wishes: [CoordinatorEvent] = []

    /// The records that are being committed.
    var committing: [StoreRecord]?

    /// Which event is the next turn; others are outdated.
    var generation = 0

    /// When the next turn is, if one is planned.
    var nextTurn: Instant?

    /// When the driver ran last, for a planted bug.
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

    /// Whether a user has resumed a paused sweep.
    var wantsResume = false

    /// Whether a user has ended the sweep.
    var wantsCancel = false

    /// Whether the sweep was started again to give failed runs another chance.
    var retriesFailed = false

    /// Whether the sweep is over.
    var isOver = false
}
