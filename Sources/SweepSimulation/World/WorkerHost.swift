internal import SweepCoordination
internal import SweepModel
internal import TrainingModel

/// A worker's host: its process, if one runs, and what the shell around the machine keeps.
struct WorkerHost {
    /// Which process this is on the host.
    var life = 0

    /// The process's driver, or `nil` while no honest process runs.
    var driver: WorkerDriver?

    /// The lying process that runs instead.
    var liar: Liar?

    /// The socket of the process.
    var connection: Int?

    /// The training threads.
    var slots: [TrainingSlot] = []

    /// Reports that wait until the driver has room.
    var spool: [SlotReport] = []

    /// Whether the slots wait.
    var isHolding = false

    /// Until when the process does not run.
    var pausedUntil = Instant.zero

    /// What reached the process while it did not run.
    var backlog: [Event] = []

    /// Whether it refuses every pack.
    var refuses = false

    /// Whether it finishes epochs as late as it may.
    var drips = false

    /// Whether its processes vanish with what they have got.
    var vanishes = false

    /// How many times slower it trains.
    var slowness = 1

    /// When the next process may be started, at the earliest.
    var downUntil = Instant.zero

    /// Whether a process runs.
    var isUp: Bool { driver != nil || liar != nil }
}

/// A training thread of a simulated worker.
struct TrainingSlot {
    /// What it trains, if anything.
    var pack: FakePack?

    /// Which job this is, so that events of earlier ones can be distinguished.
    var job = 0

    /// Trained epochs that were not reported yet.
    var pending: EpochBlock?

    /// When the state was saved last.
    var lastSave = Instant.zero

    /// How often the state is saved.
    var saveEvery = Duration.zero

    /// Whether an epoch is under way.
    var isBusy = false
}
