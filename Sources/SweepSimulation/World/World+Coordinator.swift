internal import SweepCore
internal import SweepModel
internal import SweepWire

extension World {
    /// Starts the coordinator from its store.
    func startCoordinator() throws(BrokenInvariant) {
        guard coordinator.machine == nil, !coordinator.isOver else { return }
        guard now >= coordinator.downUntil else {
            return queue.schedule(.coordinatorStarts, at: coordinator.downUntil)
        }
        coordinator.life += 1
        var configuration = scenario.coordinator
        configuration.seed = random.next()
        let (machine, effects) = CoordinatorMachine.start(
            plan: scenario.plan,
            recovered: tampering.recovered(store.recovered),
            configuration: configuration,
            at: now
        )
        coordinator.machine = machine
        tell("coordinator starts\(effects.map { "\n    \($0)" }.joined())")
        checker.coordinatorStarted(store, at: now)
        take(effects)
        for index in connections.indices { connect(index) }
        if coordinator.wantsResume { resumeSweep() }
        wakeCoordinator(at: now)
    }

    /// Ends the process at once; what is not committed is lost.
    func crashCoordinator() throws(BrokenInvariant) {
        guard coordinator.machine != nil else { return }
        if let batch = coordinator.committing, now >= coordinator.fullUntil, random.oneIn(2) {
            try storeRecords(of: tampering.torn(batch))
        }
        leaveCoordinator()
    }

    private func leaveCoordinator() {
        tell("coordinator ends")
        coordinator.machine = nil
        coordinator.effects = []
        coordinator.inbox = []
        coordinator.wishes = []
        coordinator.committing = nil
        coordinator.held = nil
        coordinator.effectsUntilCrash = nil
        coordinator.nextTurn = nil
        coordinator.generation += 1
        livePeers = [:]
        for index in connections.indices { connections[index].peer = nil }
        queue.schedule(.coordinatorStarts, at: max(now, coordinator.downUntil))
    }

    /// Plans the next turn, unless an earlier one is planned.
    func wakeCoordinator(at time: Instant) {
        guard coordinator.machine != nil, coordinator.committing == nil else { return }
        let time = max(time, coordinator.pausedUntil, now)
        if let planned = coordinator.nextTurn, planned <= time { return }
        coordinator.generation += 1
        coordinator.nextTurn = time
        queue.schedule(.coordinatorTurn(generation: coordinator.generation), at: time)
    }

    /// Tells the coordinator what somebody wants, when it looks next.
    func tellCoordinator(_ wish: CoordinatorInput) {
        guard coordinator.machine != nil else { return }
        coordinator.wishes.append(wish)
        wakeCoordinator(at: now)
    }

    /// Reads what is waiting, asks the machine, and commits.
    func takeTurn() throws(BrokenInvariant) {
        coordinator.nextTurn = nil
        guard coordinator.machine != nil else { return }
        guard now >= coordinator.pausedUntil else { return wakeCoordinator(at: now) }
        if let held = coordinator.held, now >= held.retryAt {
            coordinator.held = nil
            return try commit(held.effects)
        }
        let count = min(coordinator.inbox.count, scenario.messagesPerTurn)
        let incoming = coordinator.inbox.prefix(count)
        coordinator.inbox.removeFirst(count)
        for incoming in incoming { try read(incoming) }
        let wishes = coordinator.wishes
        coordinator.wishes = []
        for wish in wishes { try handleAtCoordinator(wish) }
        // Nobody is called silent while something that was said has not been read.
        if coordinator.inbox.isEmpty { try handleAtCoordinator(.tick) }
        try handleAtCoordinator(.flush)
        let batch = coordinator.effects
        coordinator.effects = []
        if coordinator.held != nil {
            guard try perform(batch) else { return }
            return planTurn()
        }
        try commit(batch)
    }

    private func read(_ incoming: CoordinatorHost.Incoming) throws(BrokenInvariant) {
        let input: CoordinatorInput
        do throws(WireError) {
            input = .message(incoming.peer, try WorkerEnvelope(decoding: incoming.frame))
        } catch {
            input = .violation(incoming.peer, detail: error.description)
        }
        try handleAtCoordinator(input)
    }

    /// Asks the machine and holds its answer to the invariants.
    func handleAtCoordinator(_ input: CoordinatorInput) throws(BrokenInvariant) {
        guard var machine = coordinator.machine else { return }
        coordinator.machine = nil
        if tampering.blamesOwnPause { try hidePause(from: &machine) }
        let effects = machine.handle(tampering.received(input), at: now)
        tell("coordinator: \(input)\(effects.map { "\n    \($0)" }.joined())")
        let broken = machine.brokenInvariants()
        coordinator.machine = machine
        if let first = broken.first { throw BrokenInvariant(.machine, first) }
        try checker.coordinatorHandled(input, effects, at: now)
        take(effects)
    }

    private func take(_ effects: [CoordinatorEffect]) {
        coordinator.effects += tampering.emitted(effects)
    }

    /// Lets a machine see the time of its pause pass, which it otherwise would not.
    private func hidePause(from machine: inout CoordinatorMachine) throws(BrokenInvariant) {
        let step = scenario.coordinator.heartbeatInterval / 4
        var time = max(coordinator.lastHandled, now - .seconds(60))
        while time + step < now {
            time = time + step
            let effects = machine.handle(.tick, at: time)
            try checker.coordinatorHandled(.tick, effects, at: coordinator.lastHandled)
            take(effects)
        }
        coordinator.lastHandled = now
    }

    // MARK: Commit, then send

    private func commit(_ batch: [CoordinatorEffect]) throws(BrokenInvariant) {
        guard batch.contains(where: \.isRecord) else { return try release(batch) }
        if tampering.sendsBeforeCommit { guard try perform(batch) else { return } }
        if tampering.acknowledgesBeforeCommit {
            try handleAtCoordinator(.committed)
            guard try perform(coordinator.effects) else { return }
            coordinator.effects = []
        }
        coordinator.committing = batch
        coordinator.generation += 1
        let time = random.duration(in: scenario.commitTime) + coordinator.commitDelay
        queue.schedule(.commitEnds(generation: coordinator.generation), at: now + time)
    }

    /// Stores the batch, or holds it back; then acts on what came after its records.
    func endCommit() throws(BrokenInvariant) {
        guard let batch = coordinator.committing else { return }
        guard now >= coordinator.pausedUntil else {
            return queue.schedule(
                .commitEnds(generation: coordinator.generation),
                at: coordinator.pausedUntil
            )
        }
        guard try mayGoOn() else { return }
        coordinator.committing = nil
        if now < coordinator.fullUntil, !tampering.takesFullForStored {
            coordinator.held = CoordinatorHost.Held(
                effects: tampering.held(batch),
                retryAt: now + CoordinatorHost.retryInterval
            )
            try handleAtCoordinator(.storeFull)
            let answers = coordinator.effects
            coordinator.effects = []
            guard try perform(answers) else { return }
            return planTurn()
        }
        if now >= coordinator.fullUntil { try storeRecords(of: batch) }
        guard try mayGoOn() else { return }
        try release(batch)
    }

    private func storeRecords(of batch: [CoordinatorEffect]) throws(BrokenInvariant) {
        for record in tampering.stored(batch) {
            try checker.check(record, before: store)
            try store.apply(record)
        }
        try checker.checkStore(store)
    }

    private func release(_ batch: [CoordinatorEffect]) throws(BrokenInvariant) {
        try handleAtCoordinator(.committed)
        let acknowledgements = coordinator.effects
        coordinator.effects = []
        guard try perform(batch), try perform(acknowledgements) else { return }
        guard let machine = coordinator.machine else { return }
        guard machine.isFinished, coordinator.held == nil else { return planTurn() }
        if machine.state == .done || machine.state == .cancelled {
            coordinator.isOver = true
        } else {
            leaveCoordinator()
        }
    }

    private func planTurn() {
        guard let machine = coordinator.machine else { return }
        wakeCoordinator(at: coordinator.inbox.isEmpty ? machine.nextDeadline : now)
        if let held = coordinator.held { wakeCoordinator(at: held.retryAt) }
    }

    /// Acts on effects that are no records.
    ///
    /// - Returns: Whether the process still lives.
    private func perform(_ batch: [CoordinatorEffect]) throws(BrokenInvariant) -> Bool {
        for effect in batch {
            switch effect {
            case .persist, .notice, .finish: continue
            case .send(let peer, let envelope): try send(envelope, to: peer)
            case .sendPart(let peer, let session, let name, let offset):
                let part = tampering.served(part(of: name, offset: offset))
                let message = part.map { CoordinatorMessage.part($0) } ?? .missing(name)
                try send(
                    CoordinatorEnvelope(session: session, acknowledged: .none, message: message),
                    to: peer
                )
            }
            guard try mayGoOn() else { return false }
        }
        return true
    }

    private func send(
        _ envelope: CoordinatorEnvelope,
        to peer: PeerID
    ) throws(BrokenInvariant) {
        try checker.coordinatorSends(envelope, store)
        if !send(envelope.encoded(), to: peer) {
            try handleAtCoordinator(.unreachable(peer))
        }
    }

    private func part(of name: BlobName, offset: Int) -> BlobPart? {
        guard case .dataset = name else { return store.part(of: name, offset: offset) }
        guard scenario.dataset.indices.contains(offset) else { return nil }
        let end = min(offset + 24, scenario.dataset.count)
        return BlobPart(
            name: name,
            offset: offset,
            totalBytes: scenario.dataset.count,
            bytes: Array(scenario.dataset[offset..<end])
        )
    }

    /// Counts down to a planned crash.
    private func mayGoOn() throws(BrokenInvariant) -> Bool {
        guard let left = coordinator.effectsUntilCrash else { return coordinator.machine != nil }
        coordinator.effectsUntilCrash = left - 1
        if left <= 0 { try crashCoordinator() }
        return coordinator.machine != nil
    }
}

extension CoordinatorEffect {
    fileprivate var isRecord: Bool {
        if case .persist = self { true } else { false }
    }
}
