internal import SweepModel

/// Something that is due at a time of the virtual clock.
enum Event {
    /// The coordinator's loop goes round, unless it was woken otherwise since.
    case coordinatorTurn(generation: Int)

    /// The coordinator's transaction reaches the disk.
    case commitEnds(generation: Int)

    /// The coordinator is started from its store.
    case coordinatorStarts

    /// A frame reaches the coordinator.
    case reachesCoordinator(Flight)

    /// A frame reaches a worker.
    case reachesWorker(Flight)

    /// A worker's socket is connected.
    case linkRises(connection: Int)

    /// The coordinator learns that a peer is gone.
    case linkFalls(PeerID)

    /// A worker process is started.
    case workerStarts(worker: Int)

    /// A worker sees the time pass.
    case workerTick(worker: Int, life: Int)

    /// A slot has trained an epoch.
    case epochEnds(worker: Int, life: Int, slot: Int, job: Int)

    /// A liar says something.
    case liarSpeaks(worker: Int, life: Int)

    /// Somebody asks the coordinator to leave a second time, if it is still the same process.
    case secondStop(life: Int)

    /// Somebody wants the sweep to end.
    case cancel

    /// A fault begins.
    case faultBegins(Int)

    /// A fault ends.
    case faultEnds(Int)

    /// All faults end for good.
    case heal
}
