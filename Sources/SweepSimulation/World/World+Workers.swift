internal import SweepCore
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
        let life = workers[worker].life
        configuration.worker = WorkerID(UInt64(worker + 1) + UInt64(life) * 1_000)
        configuration.label = "worker \(worker).\(life)"
        configuration.seed = random.next()
        workers[worker].machine = WorkerMachine(configuration, at: now)
        workers[worker].slots = (0..<configuration.slots).map { _ in TrainingSlot() }
        workers[worker].isHolding = false
        try feed(.start, to: worker)
        scheduleTick(of: worker)
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
        workers[worker].machine = nil
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
            guard life == workers[worker].life, workers[worker].machine != nil else { return }
            try feed(.tick, to: worker)
            scheduleTick(of: worker)
        case .epochEnds(_, let life, let slot, let job):
            guard life == workers[worker].life, workers[worker].machine != nil,
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
        if workers[worker].machine?.isWaitingForConnection == true,
            let index = workers[worker].connection, connections[index].peer != nil
        {
            try feed(.connected, to: worker)
        }
        for event in backlog { try handle(event, ofWorker: worker) }
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
        guard workers[worker].machine != nil else { return }
        try feed(.message(envelope), to: worker)
        let sentCount = checker.sentCount(in: envelope.session)
        if let early = tampering.earlyAcknowledgement(for: envelope, sentCount) {
            try feed(.message(early), to: worker)
        }
    }

    /// Asks the machine of a process, and does what it says.
    func feed(_ input: WorkerInput, to worker: Int) throws(BrokenInvariant) {
        guard var machine = workers[worker].machine else { return }
        workers[worker].machine = nil
        let effects = machine.handle(input, at: now)
        tell("worker \(worker): \(input)\(effects.map { "\n    \($0)" }.joined())")
        let kept = machine.keptCount
        let most = scenario.mostKept(worker)
        workers[worker].machine = machine
        guard kept <= most else {
            throw BrokenInvariant(.boundedMemory, "a worker keeps \(kept) messages, not \(most)")
        }
        let life = workers[worker].life
        for effect in effects {
            guard life == workers[worker].life, workers[worker].machine != nil else { return }
            try perform(effect, of: worker)
        }
    }

    private func perform(_ effect: WorkerEffect, of worker: Int) throws(BrokenInvariant) {
        switch effect {
        case .connect: openConnection(of: worker)
        case .disconnect: closeConnection(of: worker)
        case .send(let envelope):
            try checker.workerSends(envelope)
            send(envelope.encoded(), from: worker)
        case .checkDataset(let digest, let bytes):
            let isRight = bytes == scenario.dataset
            try feed(
                isRight ? .datasetAccepted(digest) : .datasetRefused(digest, reason: "other bytes"),
                to: worker
            )
            guard isRight else { throw BrokenInvariant(.honesty, "a dataset arrived damaged") }
        case .train(let assignment, let checkpoint, let saveEvery):
            try train(assignment, checkpoint, saveEvery: saveEvery, on: worker)
        case .stopTraining(let id):
            for slot in workers[worker].slots.indices
            where workers[worker].slots[slot].pack?.assignment.attempt == id {
                freeSlot(slot, of: worker)
            }
        case .holdTraining: workers[worker].isHolding = true
        case .continueTraining:
            workers[worker].isHolding = false
            for slot in workers[worker].slots.indices { startEpoch(worker, slot) }
        case .notice: return
        case .exit: killWorker(worker, restartAfter: scenario.restartDelay)
        }
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
        on worker: Int
    ) throws(BrokenInvariant) {
        guard let slot = workers[worker].slots.firstIndex(where: { $0.pack == nil }) else {
            throw BrokenInvariant(.machine, "\(assignment.attempt) is to be trained without a slot")
        }
        guard let pack = FakePack(assignment, checkpoint: tampering.restored(checkpoint)) else {
            throw BrokenInvariant(.ownData, "\(assignment.attempt) got another checkpoint")
        }
        workers[worker].slots[slot].pack = pack
        workers[worker].slots[slot].lastSave = now
        workers[worker].slots[slot].saveEvery = saveEvery
        startEpoch(worker, slot)
    }

    private func startEpoch(_ worker: Int, _ slot: Int) {
        guard workers[worker].slots[slot].pack != nil, !workers[worker].slots[slot].isBusy,
            !workers[worker].isHolding || tampering.ignoresHold
        else { return }
        workers[worker].slots[slot].isBusy = true
        let event = Event.epochEnds(
            worker: worker,
            life: workers[worker].life,
            slot: slot,
            job: workers[worker].slots[slot].job
        )
        queue.schedule(event, at: now + scenario.epochTime * workers[worker].slowness)
    }

    private func endEpoch(_ worker: Int, _ slot: Int) throws(BrokenInvariant) {
        workers[worker].slots[slot].isBusy = false
        guard var pack = workers[worker].slots[slot].pack else { return }
        let id = pack.assignment.attempt
        switch scenario.poison(in: pack.assignment) {
        case .kills: return killWorker(worker, restartAfter: scenario.restartDelay)
        case .refuses:
            freeSlot(slot, of: worker)
            return try feed(.failed(id, reason: "a poisoned run"), to: worker)
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
            try feed(.trained(id, pending), to: worker)
        }
        if pack.isDone { return try finish(pack, worker, slot) }
        if isSaveDue {
            workers[worker].slots[slot].lastSave = now
            try feed(.saved(id, epoch: pack.epoch, bytes: pack.checkpoint), to: worker)
        }
        guard workers[worker].machine != nil else { return }
        startEpoch(worker, slot)
    }

    private func finish(_ pack: FakePack, _ worker: Int, _ slot: Int) throws(BrokenInvariant) {
        guard workers[worker].machine != nil else { return }
        freeSlot(slot, of: worker)
        try feed(
            .finished(
                pack.assignment.attempt,
                pack.outcomes,
                parameters: pack.parameters
            ),
            to: worker
        )
    }
}
