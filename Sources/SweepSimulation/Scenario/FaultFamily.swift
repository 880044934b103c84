internal import SweepCoordination
internal import TrainingModel

/// The families of faults, a random choice of which a seed uses ("swarm").
///
/// - Source: Groce et al., "Swarm Testing", ISSTA 2012.
enum FaultFamily: CaseIterable {
    case unreliableLink, slowLink, partition, brokenConnection
    case workerCrash, workerPause, workerStop, workerDrain, slowTraining, liar, revocation
    case coordinatorCrash, coordinatorPause, coordinatorStop
    case slowStore, fullStore, sweepPause, strangers

    /// Whether a worker may fall silent through it while it trains, so that its runs seem guilty.
    var mayCharge: Bool {
        switch self {
        case .coordinatorCrash, .coordinatorStop, .slowStore, .fullStore,
            .sweepPause, .strangers, .workerDrain:
            false
        case .unreliableLink, .slowLink, .partition, .brokenConnection, .workerCrash, .workerPause,
            .workerStop,
            .slowTraining, .liar, .revocation, .coordinatorPause:
            true
        }
    }

    /// A fault of this family at a random worker.
    func fault(
        workers: Int,
        within phase: Duration,
        using random: inout SplitMix64
    ) -> Fault {
        let kind = kind(worker: random.below(workers), using: &random)
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
