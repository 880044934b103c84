internal import SweepCoordination
internal import SweepModel
internal import SweepWire
internal import TrainingModel

extension World {
    /// How often a worker's machine sees the time pass.
    private static let tickInterval = Duration.milliseconds(250)

    /// Starts the next process on a host.
    func startWorker(_ worker: Int) throws(BrokenInvariant) {
        guard !workers[worker].isUp else { return }
        guard now >= workers[worker].downUntil else {
            return queue.schedule(.workerStarts(worker: worker), at: workers[worker].downUntil)
        }
        workers[worker].life += 1
        var configuration = scenario.workers[worker]
        configuration.worker = identity(of: worker)
        configuration.label = "worker \(worker).\(workers[worker].life)"
        configuration.seed = random.next()
        workers[worker].driver = WorkerDriver(configuration, at: now)
        workers[worker].slots = (0..<configuration.slots).map { _ in TrainingSlot() }
        workers[worker].spool = []
        workers[worker].isHolding = false
        try advance(worker)
        scheduleTick(of: worker)
        guard workers[worker].vanishes else { return }
        let event = Event.workerVanishes(worker: worker, life: workers[worker].life)
        queue.schedule(event, at: now + random.duration(in: .milliseconds(300)...(.seconds(3))))
    }

    /// The identity of the process that runs on a host.
    func identity(of worker: Int) -> WorkerID {
        WorkerID(UInt64(worker + 1) + UInt64(workers[worker].life) * 1_000)
    }

    private func scheduleTick(of worker: Int) {
        let event = Event.workerTick(worker: worker, life: workers[worker].life)
        queue.schedule(event, at: now + Self.tickInterval)
    }

    /// Ends a process at once; the next one starts after `delay`.
    func killWorker(_ worker: Int, restartAfter delay: Duration) {
        guard workers[worker].isUp else { return }
        tell("worker \(worker) ends")
        closeConnection(of: worker)
        workers[worker].driver = nil
        workers[worker].liar = nil
        workers[worker].slots = []
        workers[worker].backlog = []
        workers[worker].downUntil = max(workers[worker].downUntil, now + delay)
        queue.schedule(.workerStarts(worker: worker), at: workers[worker].downUntil)
    }

    /// Lets an event reach a process, now or when it runs again.
    func handle(_ event: Event, ofWorker worker: Int) throws(BrokenInvariant) {
        guard now >= workers[worker].pausedUntil else {
            return workers[worker].backlog.append(event)
        }
        switch event {
        case .workerTick(_, let life):
            guard life == workers[worker].life, workers[worker].driver != nil else { return }
            try feed(.tick, to: worker)
            scheduleTick(of: worker)
        case .epochEnds(_, let life, let slot, let job):
            guard life == workers[worker].life, workers[worker].driver != nil,
                workers[worker].slots[slot].job == job
            else { return }
            try endEpoch(worker, slot)
        case .reachesWorker(let flight): try arrive(flight, at: worker)
        case .liarSpeaks(_, let life):
            if life == workers[worker].life { speak(asLiar: worker) }
        default: preconditionFailure("\(event) is no worker's event")
        }
    }

    /// Lets a process run again that was paused, and catches up with what has reached it.
    func resumeWorker(_ worker: Int) throws(BrokenInvariant) {
        guard now >= workers[worker].pausedUntil else { return }
        let backlog = workers[worker].backlog
        workers[worker].backlog = []
        try tellOfConnection(worker)
        for event in backlog { try handle(event, ofWorker: worker) }
    }

    /// Tells a process of its connection, each time that it has another one.
    func tellOfConnection(_ worker: Int) throws(BrokenInvariant) {
        guard let index = workers[worker].connection, let peer = connections[index].peer,
            connections[index].toldPeer != peer
        else { return }
        connections[index].toldPeer = peer
        try feed(.connected, to: worker)
    }

    private func arrive(_ flight: Flight, at worker: Int) throws(BrokenInvariant) {
        guard workers[worker].connection == flight.connection,
            connections[flight.connection].peer == flight.peer
        else { return }
        let envelope: CoordinatorEnvelope
        do throws(WireError) {
            envelope = try CoordinatorEnvelope(decoding: flight.frame)
        } catch {
            throw BrokenInvariant(.honesty, "a worker cannot read the coordinator: \(error)")
        }
        if workers[worker].liar != nil { return hear(envelope, asLiar: worker) }
        guard workers[worker].driver != nil else { return }
        try feed(.frame(flight.frame), to: worker)
        let sentCount = checker.sentCount(in: envelope.session)
        if let early = tampering.earlyAcknowledgement(for: envelope, sentCount) {
            try feed(.frame(early.encoded()), to: worker)
        }
    }

    /// Gives the driver of a process an event, and does its steps.
    func feed(_ event: WorkerEvent, to worker: Int) throws(BrokenInvariant) {
        guard workers[worker].driver != nil else { return }
        tell("worker \(worker): \(event)")
        workers[worker].driver?.handle(event, at: now)
        try advance(worker)
    }

    /// Does what the driver of a process wants until it waits or leaves.
    private func advance(_ worker: Int) throws(BrokenInvariant) {
        try checkMemory(of: worker)
        while let step = workers[worker].driver?.next() {
            if case .wait = step { return }
            tell("worker \(worker) does \(step)")
            if let answer = try perform(step, of: worker) {
                workers[worker].driver?.handle(answer, at: now)
            }
        }
    }

    private func checkMemory(of worker: Int) throws(BrokenInvariant) {
        let kept = workers[worker].driver?.keptCount ?? 0
        let most = scenario.mostKept(worker)
        guard kept <= most else {
            throw BrokenInvariant(.boundedMemory, "a worker keeps \(kept) messages, not \(most)")
        }
        let spooled = workers[worker].spool.count
        let mostSpooled = scenario.mostSpooled(worker)
        guard spooled <= mostSpooled else {
            throw BrokenInvariant(
                .boundedMemory,
                "a worker spools \(spooled) reports, not \(mostSpooled)"
            )
        }
    }

    private func perform(
        _ step: WorkerStep,
        of worker: Int
    ) throws(BrokenInvariant) -> WorkerEvent? {
        switch step {
        case .wait, .notice: break
        case .connect: openConnection(of: worker)
        case .disconnect: closeConnection(of: worker)
        case .send(let envelope):
            try checker.workerSends(envelope)
            send(envelope.encoded(), from: worker)
        case .checkDataset(let digest, let bytes):
            guard bytes == scenario.dataset else {
                throw BrokenInvariant(.honesty, "a dataset arrived damaged")
            }
            return .datasetAccepted(digest)
        case .train(let assignment, let checkpoint, let saveEvery, let slot):
            try train(assignment, checkpoint, saveEvery: saveEvery, on: worker, slot)
        case .stopTraining(_, let slot): freeSlot(slot, of: worker)
        case .spool(let report):
            workers[worker].spool.append(report)
            return .spooled(isFull: workers[worker].spool.count > scenario.spoolLimit)
        case .unspool:
            let index = tampering.spoolIndex(of: workers[worker].spool.count)
            return .unspooled(workers[worker].spool.remove(at: index))
        case .holdSlots: workers[worker].isHolding = true
        case .releaseSlots:
            workers[worker].isHolding = false
            for slot in workers[worker].slots.indices { startEpoch(worker, slot) }
        case .exit: killWorker(worker, restartAfter: scenario.restartDelay)
        }
        return nil
    }

    // MARK: Slots

    private func freeSlot(_ slot: Int, of worker: Int) {
        workers[worker].slots[slot].pack = nil
        workers[worker].slots[slot].pending = nil
        workers[worker].slots[slot].isBusy = false
        workers[worker].slots[slot].job += 1
    }

    private func train(
        _ assignment: Assignment,
        _ checkpoint: [UInt8]?,
        saveEvery: Duration,
        on worker: Int,
        _ slot: Int
    ) throws(BrokenInvariant) {
        guard workers[worker].slots[slot].pack == nil else {
            throw BrokenInvariant(.machine, "\(assignment.attempt) is to be trained in a busy slot")
        }
        let pack = FakePack(
            tampering.assigned(assignment),
            checkpoint: tampering.restored(checkpoint)
        )
        guard let pack else {
            throw BrokenInvariant(.ownData, "\(assignment.attempt) got another checkpoint")
        }
        workers[worker].slots[slot].pack = pack
        workers[worker].slots[slot].lastSave = now
        workers[worker].slots[slot].saveEvery = saveEvery
        startEpoch(worker, slot)
    }

    private func startEpoch(_ worker: Int, _ slot: Int) {
        guard workers[worker].slots[slot].pack != nil, !workers[worker].slots[slot].isBusy,
            !workers[worker].isHolding || tampering.ignoresHold,
            !workers[worker].vanishes
        else { return }
        workers[worker].slots[slot].isBusy = true
        let event = Event.epochEnds(
            worker: worker,
            life: workers[worker].life,
            slot: slot,
            job: workers[worker].slots[slot].job
        )
        let time =
            workers[worker].drips
            ? scenario.coordinator.times.progressDeadline * 9 / 10
            : scenario.epochTime * workers[worker].slowness
        queue.schedule(event, at: now + time)
    }

    private func endEpoch(_ worker: Int, _ slot: Int) throws(BrokenInvariant) {
        workers[worker].slots[slot].isBusy = false
        guard var pack = workers[worker].slots[slot].pack else { return }
        let id = pack.assignment.attempt
        guard !workers[worker].refuses else {
            freeSlot(slot, of: worker)
            return try feed(.reported(.failed(id, reason: "out of memory")), to: worker)
        }
        switch isCured ? nil : scenario.poison(in: pack.assignment) {
        case .kills: return killWorker(worker, restartAfter: scenario.restartDelay)
        case .refuses:
            freeSlot(slot, of: worker)
            return try feed(.reported(.failed(id, reason: "a poisoned run")), to: worker)
        case .hangs: return
        case nil: break
        }
        let block = pack.train()
        workers[worker].slots[slot].pack = pack
        let pending = workers[worker].slots[slot].pending?.joined(with: block) ?? block
        workers[worker].slots[slot].pending = pending
        let isSaveDue =
            now - workers[worker].slots[slot].lastSave >= workers[worker].slots[slot].saveEvery
        if pack.isDone, tampering.reportsEndFirst { return try finish(pack, worker, slot) }
        if pack.isDone || isSaveDue || pending.epochCount >= scenario.epochsPerBlock {
            workers[worker].slots[slot].pending = nil
            try feed(.reported(.trained(id, pending)), to: worker)
        }
        if pack.isDone { return try finish(pack, worker, slot) }
        if isSaveDue {
            workers[worker].slots[slot].lastSave = now
            let report = SlotReport.saved(id, epoch: pack.epoch, bytes: pack.checkpoint)
            try feed(.reported(report), to: worker)
        }
        guard workers[worker].driver != nil else { return }
        startEpoch(worker, slot)
    }

    private func finish(_ pack: FakePack, _ worker: Int, _ slot: Int) throws(BrokenInvariant) {
        guard workers[worker].driver != nil else { return }
        freeSlot(slot, of: worker)
        let report = SlotReport.finished(
            pack.assignment.attempt,
            pack.outcomes,
            parameters: pack.parameters
        )
        try feed(.reported(report), to: worker)
    }
}
