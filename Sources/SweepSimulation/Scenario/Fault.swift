internal import SweepCoordination
internal import TrainingModel

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

        /// A worker refuses every pack until the fault ends.
        case refuser(worker: Int)

        /// A worker finishes an epoch only when the time is nearly over in which it must.
        case drip(worker: Int)

        /// A worker takes packs and vanishes without a word, again and again under another name.
        case vanisher(worker: Int)

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

/// The families of faults, a random choice of which a seed uses ("swarm").
///
/// - Source: Groce et al., "Swarm Testing", ISSTA 2012.
enum FaultFamily: CaseIterable {
    case unreliableLink, slowLink, partition, brokenConnection
    case workerCrash, workerPause, workerStop, workerDrain, slowTraining, refuser, drip
    case vanisher, liar, revocation
    case coordinatorCrash, coordinatorPause, coordinatorStop
    case slowStore, fullStore, sweepPause, strangers

    /// Whether it may silence a worker that trains, which counts as a failure of the worker's runs.
    var mayCountAsFailure: Bool {
        switch self {
        case .coordinatorCrash, .coordinatorStop, .slowStore, .fullStore,
            .sweepPause, .strangers, .workerDrain:
            false
        case .unreliableLink, .slowLink, .partition, .brokenConnection, .workerCrash, .workerPause,
            .workerStop,
            .slowTraining, .refuser, .drip, .vanisher, .liar, .revocation, .coordinatorPause:
            true
        }
    }

    /// Whether it may be used in scenarios of `mode`.
    func isAllowed(in mode: Scenario.Mode) -> Bool {
        switch mode {
        case .rough, .roughAndPoisoned: true
        case .poisoned: !mayCountAsFailure
        // The first worker stays, so that there is always one that can train every run.
        case .refused: self == .refuser || isHarmless
        // Until the first worker has finished a pack, it must be there without a break.
        case .hindered:
            isHindrance || self == .refuser
                || (isHarmless && self != .coordinatorCrash && self != .coordinatorStop)
        }
    }

    /// Whether no worker has to go for it, and no lease is lost by it.
    private var isHarmless: Bool { !mayCountAsFailure && self != .workerDrain }

    /// Whether it keeps packs from others without an end, where it is not ended.
    var isHindrance: Bool { self == .drip || self == .vanisher }

    /// Whether it needs another worker that can train what this one does not.
    var needsOthers: Bool { isHindrance || self == .refuser }

    /// A fault of this family at a random worker.
    func fault(
        workers: Int,
        within phase: Duration,
        using random: inout SplitMix64
    ) -> Fault {
        let worker = random.below(workers)
        // Somebody must be there who can train what others refuse or keep.
        let kind = kind(
            worker: needsOthers && worker == 0 ? workers - 1 : worker,
            using: &random
        )
        return Fault(
            start: random.duration(in: .zero...phase),
            duration: duration(using: &random),
            kind: kind,
            seed: random.next()
        )
    }

    private func kind(worker: Int, using random: inout SplitMix64) -> Fault.Kind {
        switch self {
        case .unreliableLink:
            let percents = [0, 0, 5, 20, 50]
            return .unreliableLink(
                worker: worker,
                lost: random.pick(percents),
                doubled: random.pick(percents),
                overtaken: random.pick(percents)
            )
        case .slowLink:
            let longest = random.pick([Duration.milliseconds(300), .seconds(3), .seconds(20)])
            return .slowLink(worker: worker, random.duration(in: .zero...longest))
        case .partition:
            let direction = random.below(3)
            return .partition(
                worker: worker,
                toCoordinator: direction != 0,
                toWorker: direction != 1
            )
        case .brokenConnection: return .brokenConnection(worker: worker)
        case .workerCrash: return .workerCrash(worker: worker)
        case .workerPause: return .workerPause(worker: worker)
        case .workerStop: return .workerStop(worker: worker)
        case .workerDrain: return .workerDrain(worker: worker)
        case .slowTraining: return .slowTraining(worker: worker, factor: random.pick([3, 10, 100]))
        case .refuser: return .refuser(worker: worker)
        case .drip: return .drip(worker: worker)
        case .vanisher: return .vanisher(worker: worker)
        case .liar: return .liar(worker: worker)
        case .revocation: return .revocation(worker: worker)
        case .coordinatorCrash:
            return .coordinatorCrash(effects: random.below(random.pick([1, 3, 40])))
        case .coordinatorPause: return .coordinatorPause
        case .coordinatorStop:
            let patience = random.duration(in: .zero...(.seconds(2)))
            return .coordinatorStop(patience: random.oneIn(3) ? patience : nil)
        case .slowStore:
            let longest = random.pick([Duration.milliseconds(200), .seconds(2), .seconds(12)])
            return .slowStore(random.duration(in: .zero...longest))
        case .fullStore: return .fullStore
        case .sweepPause: return .sweepPause
        case .strangers: return .strangers(frames: random.number(in: 1...40))
        }
    }

    private func duration(using random: inout SplitMix64) -> Duration {
        let longest = random.pick([Duration.milliseconds(500), .seconds(4), .seconds(25)])
        return random.duration(in: .milliseconds(1)...longest)
    }
}
