internal import SweepCoordination
internal import SweepModel
internal import TrainingModel

extension World {
    /// Lets a fault begin, and plans its end.
    func begin(_ fault: Fault) throws(BrokenInvariant) {
        tell("fault: \(fault)")
        let end = min(now + fault.duration, healTime)
        if let index = scenario.faults.firstIndex(of: fault) {
            queue.schedule(.faultEnds(index), at: end)
        }
        var random = SplitMix64(seed: fault.seed)
        switch fault.kind {
        case .unreliableLink(let worker, let lost, let doubled, let overtaken):
            links[worker].lost = lost
            links[worker].doubled = doubled
            links[worker].overtaken = overtaken
        case .slowLink(let worker, let delay): links[worker].delay = delay
        case .partition(let worker, let toCoordinator, let toWorker):
            if toCoordinator { links[worker].block(.toCoordinator, until: end) }
            if toWorker { links[worker].block(.toWorker, until: end) }
        case .brokenConnection(let worker):
            if let index = workers[worker].connection { breakConnection(index) }
        case .workerCrash(let worker): killWorker(worker, restartAfter: end - now)
        case .workerPause(let worker):
            workers[worker].pausedUntil = max(workers[worker].pausedUntil, end)
        case .workerStop(let worker):
            workers[worker].downUntil = max(workers[worker].downUntil, end)
            if now >= workers[worker].pausedUntil { try feed(.stop, to: worker) }
        case .workerDrain(let worker): tellCoordinator(.command(.drain(identity(of: worker))))
        case .slowTraining(let worker, let factor): workers[worker].slowness = factor
        case .refuser(let worker): workers[worker].refuses = true
        case .drip(let worker): workers[worker].drips = true
        case .vanisher(let worker):
            workers[worker].vanishes = true
            killWorker(worker, restartAfter: scenario.restartDelay)
        case .liar(let worker):
            killWorker(worker, restartAfter: end - now)
            startLiar(worker, seed: random.next())
        case .revocation(let worker):
            guard let index = workers[worker].connection, let peer = connections[index].peer else {
                return
            }
            tellCoordinator(.revoked(peer))
        case .slowStore(let delay): coordinator.commitDelay = delay
        case .fullStore: coordinator.fullUntil = max(coordinator.fullUntil, end)
        case .strangers(let frames): sendAsStrangers(frames, using: &random)
        case .coordinatorCrash, .coordinatorPause, .coordinatorStop, .sweepPause:
            try beginAtCoordinator(fault.kind, until: end)
        }
    }

    private func beginAtCoordinator(
        _ kind: Fault.Kind,
        until end: Instant
    ) throws(BrokenInvariant) {
        switch kind {
        case .coordinatorCrash(let effects):
            coordinator.downUntil = max(coordinator.downUntil, end)
            coordinator.effectsUntilCrash = effects
        case .coordinatorPause: coordinator.pausedUntil = max(coordinator.pausedUntil, end)
        case .coordinatorStop(let patience):
            coordinator.downUntil = max(coordinator.downUntil, end)
            if let patience {
                queue.schedule(.secondStop(life: coordinator.life), at: now + patience)
            }
            try stopCoordinator()
        case .sweepPause: tellCoordinator(.command(.pause))
        default: preconditionFailure("\(kind) is no fault of the coordinator")
        }
    }

    /// Ends what a fault began, unless it ends by itself.
    func end(_ fault: Fault) throws(BrokenInvariant) {
        switch fault.kind {
        case .drip, .vanisher: if scenario.mode != .hindered { endHindrance(fault.kind) }
        case .unreliableLink(let worker, _, _, _):
            links[worker].lost = 0
            links[worker].doubled = 0
            links[worker].overtaken = 0
        case .slowLink(let worker, _): links[worker].delay = .zero
        case .workerPause(let worker): try resumeWorker(worker)
        case .slowTraining(let worker, _): workers[worker].slowness = 1
        case .refuser(let worker): workers[worker].refuses = false
        case .liar(let worker):
            if workers[worker].liar != nil { killWorker(worker, restartAfter: .zero) }
        case .slowStore: coordinator.commitDelay = .zero
        case .sweepPause: resumeSweep()
        case .partition, .brokenConnection, .workerCrash, .workerStop, .workerDrain, .revocation,
            .fullStore,
            .strangers, .coordinatorCrash, .coordinatorPause, .coordinatorStop:
            return
        }
    }

    private func endHindrance(_ kind: Fault.Kind) {
        switch kind {
        case .drip(let worker): workers[worker].drips = false
        case .vanisher(let worker):
            workers[worker].vanishes = false
            killWorker(worker, restartAfter: .zero)
        default: preconditionFailure("\(kind) hinders no worker")
        }
    }

    /// Lets a paused sweep go on, as soon as there is a coordinator to tell.
    func resumeSweep() {
        coordinator.wantsResume = true
        tellCoordinator(.command(.resume))
    }

    /// Ends all faults for good, but for those that others must bear.
    func heal() throws(BrokenInvariant) {
        coordinator.effectsUntilCrash = nil
        for index in workers.indices {
            links[index] = Link()
            workers[index].slowness = 1
            workers[index].refuses = false
            if scenario.mode != .hindered {
                workers[index].drips = false
                if workers[index].vanishes { endHindrance(.vanisher(worker: index)) }
            }
            workers[index].pausedUntil = min(workers[index].pausedUntil, now)
            if workers[index].liar != nil { killWorker(index, restartAfter: .zero) }
            try resumeWorker(index)
        }
        coordinator.commitDelay = .zero
        coordinator.fullUntil = min(coordinator.fullUntil, now)
        coordinator.pausedUntil = min(coordinator.pausedUntil, now)
        resumeSweep()
        wakeCoordinator(at: now)
    }
}
