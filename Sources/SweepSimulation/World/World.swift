internal import SweepCoordination
internal import SweepModel
internal import TrainingModel

/// A coordinator, its store, its workers and the network between them in virtual time.
///
/// Machines and wire bytes are real; the shells around them are modelled on the real ones, effect
/// by effect. Everything follows from the scenario: no clock, no entropy, no order of a hash table.
final class World {
    /// Events after which a simulation is given up.
    static let eventLimit = 2_000_000

    let scenario: Scenario
    var tampering: Tampering
    var random: SplitMix64
    var now = Instant.zero
    var queue = EventQueue()
    var trace = TraceHash()
    var checker: Checker
    var store = SimulatedStore()

    /// Another store that gets the same records and must give the same answers.
    private let mirror: (any SweepStorage)?
    var coordinator = CoordinatorHost()
    var workers: [WorkerHost]
    var connections: [Connection] = []
    var livePeers: [PeerID: Int] = [:]
    var peerCount: UInt32 = 0
    var links: [Link]
    var overheard: [[UInt8]] = []
    var eventCount = 0

    /// When the sweep must be over.
    var deadline: Instant

    /// Whether the poisoned runs can be trained by now.
    var isCured = false

    /// Receives the trace, line by line.
    private let listener: ((String) -> Void)?

    /// Prepares a scenario, with a planted bug if there is one.
    init(
        _ scenario: Scenario,
        bug: PlantedBug? = nil,
        mirror: (any SweepStorage)? = nil,
        listener: ((String) -> Void)? = nil
    ) {
        self.mirror = mirror
        self.listener = listener
        self.scenario = scenario
        tampering = Tampering(bug: bug, seed: scenario.seed)
        random = SplitMix64(seed: scenario.seed ^ 0x5eed)
        checker = Checker(scenario)
        workers = scenario.workers.map { _ in WorkerHost() }
        links = scenario.workers.map { _ in Link() }
        deadline = .zero + scenario.healTime + scenario.livenessBound
    }

    /// When everything is well again.
    var healTime: Instant { .zero + scenario.healTime }

    /// Plays the scenario to its end.
    ///
    /// - Returns: The first invariant that broke, or `nil`.
    func play() -> BrokenInvariant? {
        queue.schedule(.coordinatorStarts, at: now)
        for worker in workers.indices {
            // Who hinders others must find one that came before.
            let delay = scenario.mode == .hindered && worker > 0 ? Duration.seconds(3) : .zero
            workers[worker].downUntil = now + delay
            queue.schedule(.workerStarts(worker: worker), at: now + delay)
        }
        for (index, fault) in scenario.faults.enumerated() {
            queue.schedule(.faultBegins(index), at: .zero + fault.start)
        }
        if let time = scenario.cancelTime { queue.schedule(.cancel, at: .zero + time) }
        queue.schedule(.heal, at: healTime)
        do throws(BrokenInvariant) {
            while !coordinator.isOver, let (time, event) = queue.next() {
                eventCount += 1
                guard time <= deadline, eventCount < Self.eventLimit else {
                    throw BrokenInvariant(.liveness, stuck(after: deadline - healTime))
                }
                now = max(now, time)
                trace.combine(now)
                try handle(event)
            }
            try checker.checkOutcome(of: store, isCured: isCured)
            return nil
        } catch {
            return error
        }
    }

    /// Tells the mirror what was stored, and holds what it would recover against the model.
    func mirror(_ records: [StoreRecord]) throws(BrokenInvariant) {
        guard let mirror, !records.isEmpty else { return }
        do {
            _ = try mirror.commit(records)
            let choice = scenario.plan.spec.choice
            let (stored, expected) = (
                try mirror.recover(for: choice), store.recovered(for: choice)
            )
            guard stored != expected else { return }
            throw BrokenInvariant(.storesAgree, "\(stored) is stored, not \(expected)")
        } catch let broken as BrokenInvariant {
            throw broken
        } catch {
            throw BrokenInvariant(.storesAgree, "\(records) were refused: \(error)")
        }
    }

    /// Reports a line of the trace, if there is a listener.
    func tell(_ line: @autoclosure () -> String) {
        guard let listener else { return }
        listener("\((now - .zero).seconds) \(line())")
    }

    private func stuck(after bound: Duration) -> String {
        let packs = store.packs.filter { $0.state == .open }.count
        let progress = coordinator.driver?.progress
        return "\(bound) after all was well, \(eventCount) events in, \(packs) packs are open; "
            + "\(progress.map { "\($0)" } ?? "no coordinator")"
    }

    private func handle(_ event: Event) throws(BrokenInvariant) {
        switch event {
        case .coordinatorTurn(let generation):
            if generation == coordinator.generation { try takeTurn() }
        case .commitEnds(let generation):
            if generation == coordinator.generation { try endCommit() }
        case .coordinatorStarts: try startCoordinator()
        case .reachesCoordinator(let flight): arriveAtCoordinator(flight)
        case .linkRises(let connection): try raiseLink(connection)
        case .linkFalls(let peer): livePeers[peer] = nil
        case .workerStarts(let worker): try startWorker(worker)
        case .workerVanishes(let worker, let life):
            guard life == workers[worker].life, workers[worker].vanishes else { return }
            killWorker(worker, restartAfter: .milliseconds(200))
        case .secondStop(let life): if life == coordinator.life { try stopCoordinator() }
        case .cancel:
            coordinator.wantsCancel = true
            tellCoordinator(.command(.cancel))
        case .faultBegins(let index): try begin(scenario.faults[index])
        case .faultEnds(let index): try end(scenario.faults[index])
        case .heal: try heal()
        case .reachesWorker(let flight):
            try handle(event, ofWorker: connections[flight.connection].worker)
        case .workerTick(let worker, _), .epochEnds(let worker, _, _, _),
            .liarSpeaks(let worker, _):
            try handle(event, ofWorker: worker)
        }
    }
}
