internal import SweepCoordination
internal import SweepModel

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

    /// How many times slower it trains.
    var slowness = 1

    /// When the next process may be started, at the earliest.
    var downUntil = Instant.zero

    /// Whether a process runs.
    var isUp: Bool { driver != nil || liar != nil }
}
