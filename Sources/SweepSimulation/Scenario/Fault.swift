/// Something that goes wrong once, on purpose.
///
/// Faults are an explicit list, so that a failing list can be made smaller one by one.
public struct Fault: Hashable, Sendable, CustomStringConvertible {
    /// What goes wrong.
    public enum Kind: Hashable, Sendable {
        /// Frames of one worker's link are lost, doubled or overtaken; numbers are in percent.
        case unreliableLink(worker: Int, lost: Int, doubled: Int, overtaken: Int)

        /// Frames of one worker's link take longer.
        case slowLink(worker: Int, Duration)

        /// Frames to and from a worker wait until the fault ends, in one or both directions.
        case partition(worker: Int, toCoordinator: Bool, toWorker: Bool)

        /// A worker's connection breaks; its socket connects again by itself.
        case brokenConnection(worker: Int)

        /// A worker process dies and is started again when the fault ends.
        case workerCrash(worker: Int)

        /// A worker process does not run for a while.
        case workerPause(worker: Int)

        /// A worker is asked to leave; another is started when the fault ends.
        case workerStop(worker: Int)

        /// A user asks a worker to leave; another is started.
        case workerDrain(worker: Int)

        /// A worker trains slower by a factor.
        case slowTraining(worker: Int, factor: Int)

        /// A worker is replaced by a liar until the fault ends.
        case liar(worker: Int)

        /// The coordinator dies after some more effects and is started again when the fault ends.
        case coordinatorCrash(effects: Int)

        /// The coordinator does not run for a while.
        case coordinatorPause

        /// The coordinator is asked to leave, once more after some time if there is no patience,
        /// and is started again when the fault ends.
        case coordinatorStop(patience: Duration?)

        /// Commits take longer.
        case slowStore(Duration)

        /// Commits find no room.
        case fullStore

        /// The sweep is paused until the fault ends.
        case sweepPause

        /// A worker's key is revoked.
        case revocation(worker: Int)

        /// Strangers send garbage, forgeries and what they have overheard.
        case strangers(frames: Int)
    }

    /// When it begins.
    public let start: Duration

    /// How long it lasts, if it lasts.
    public let duration: Duration

    /// What goes wrong.
    public let kind: Kind

    /// Where the fault's own random numbers start.
    let seed: UInt64

    /// The fault on one line.
    public var description: String { "\(start) for \(duration): \(kind)" }
}
