internal import SweepCoordination
internal import SweepModel
internal import SweepWire

extension World {
    /// Starts the coordinator from its store.
    func startCoordinator() throws(BrokenInvariant) {
        guard coordinator.driver == nil, !coordinator.isOver else { return }
        guard now >= coordinator.downUntil else {
            return queue.schedule(.coordinatorStarts, at: coordinator.downUntil)
        }
        coordinator.life += 1
        coordinator.stopRequests = 0
        var configuration = scenario.coordinator
        configuration.seed = random.next()
        configuration.retriesFailed = coordinator.retriesFailed
        var driver = CoordinatorDriver(
            plan: scenario.plan,
            recovered: tampering.recovered(store.recovered(for: scenario.plan.spec.choice)),
            configuration: configuration,
            messagesPerTurn: scenario.messagesPerTurn,
            at: now
        )
        driver.journal = []
        coordinator.driver = driver
        tell("coordinator starts")
        checker.coordinatorStarted(store, at: now)
        for index in connections.indices { connect(index) }
        if coordinator.wantsResume { resumeSweep() }
        if coordinator.wantsCancel { tellCoordinator(.command(.cancel)) }
        try advanceCoordinator()
    }

    /// Ends the process at once; what is not committed is lost.
    func crashCoordinator() throws(BrokenInvariant) {
        guard coordinator.driver != nil else { return }
        if let records = coordinator.committing, now >= coordinator.fullUntil, random.oneIn(2) {
            try store(tampering.torn(records))
        }
        leaveCoordinator()
    }

    private func leaveCoordinator() {
        tell("coordinator ends")
        coordinator.driver = nil
        coordinator.inbox = []
        coordinator.wishes = []
        coordinator.committing = nil
        coordinator.effectsUntilCrash = nil
        coordinator.nextTurn = nil
        coordinator.generation += 1
        livePeers = [:]
        for index in connections.indices { connections[index].peer = nil }
        queue.schedule(.coordinatorStarts, at: max(now, coordinator.downUntil))
    }

    /// Plans the next turn, unless an earlier one is planned.
    func wakeCoordinator(at time: Instant) {
        guard coordinator.driver != nil, coordinator.committing == nil else { return }
        let time = max(time, coordinator.pausedUntil, now)
        if let planned = coordinator.nextTurn, planned <= time { return }
        coordinator.generation += 1
        coordinator.nextTurn = time
        queue.schedule(.coordinatorTurn(generation: coordinator.generation), at: time)
    }

    /// Gives the coordinator a user's command at its next turn.
    func tellCoordinator(_ wish: CoordinatorEvent) {
        guard coordinator.driver != nil else { return }
        coordinator.wishes.append(wish)
        wakeCoordinator(at: now)
    }

    /// Asks the process to leave, with a signal that also reaches it while it commits.
    func stopCoordinator() throws(BrokenInvariant) {
        guard coordinator.driver != nil, now >= coordinator.pausedUntil else { return }
        coordinator.stopRequests += 1
        if !tampering.loses(stopRequest: coordinator.stopRequests) {
            try feedCoordinator(.command(.stop))
        }
        if coordinator.committing == nil { try advanceCoordinator() }
    }

    /// Lets the driver read what is waiting, and does what follows.
    func takeTurn() throws(BrokenInvariant) {
        coordinator.nextTurn = nil
        guard coordinator.driver != nil else { return }
        guard now >= coordinator.pausedUntil else { return wakeCoordinator(at: now) }
        if tampering.blamesOwnPause { try hidePause() }
        var count = 0
        while count < coordinator.inbox.count, coordinator.driver?.mayRead(at: now) == true {
            let incoming = coordinator.inbox[count]
            count += 1
            let frame = tampering.received(incoming.frame)
            coordinator.driver?.handle(.frame(incoming.peer, frame), at: now)
            try checkExchanges(at: now, sent: frame == incoming.frame ? nil : incoming.frame)
        }
        coordinator.inbox.removeFirst(count)
        let wishes = coordinator.wishes
        coordinator.wishes = []
        for wish in wishes { try feedCoordinator(wish) }
        try feedCoordinator(.turnEnded(hasReadAll: coordinator.inbox.isEmpty))
        try advanceCoordinator()
    }

    /// Tells the driver something, and holds what its machine answers to the invariants.
    private func feedCoordinator(_ event: CoordinatorEvent) throws(BrokenInvariant) {
        coordinator.driver?.handle(event, at: now)
        try checkExchanges(at: now)
    }

    /// Holds what the machine was told and answered to the invariants.
    ///
    /// - Parameters:
    ///   - time: When the coordinator ran.
    ///   - frame: What a worker has sent, if the driver was told something else.
    /// - Throws: The first invariant that is broken.
    private func checkExchanges(
        at time: Instant,
        sent frame: [UInt8]? = nil
    ) throws(BrokenInvariant) {
        guard let exchanges = coordinator.driver?.journal, !exchanges.isEmpty else { return }
        coordinator.driver?.journal = []
        if let first = coordinator.driver?.machine.brokenInvariants().first {
            throw BrokenInvariant(.machine, first)
        }
        for exchange in exchanges {
            tell(
                "coordinator: \(exchange.input)\(exchange.effects.map { "\n    \($0)" }.joined())"
            )
            var input = exchange.input
            if let frame { input = try sent(frame, insteadOf: input) }
            try checker.coordinatorHandled(input, exchange.effects, at: time)
        }
    }

    private func sent(
        _ frame: [UInt8],
        insteadOf input: CoordinatorInput
    ) throws(BrokenInvariant) -> CoordinatorInput {
        guard case .message(let peer, _) = input else { return input }
        do throws(WireError) {
            return .message(peer, try WorkerEnvelope(decoding: frame))
        } catch {
            throw BrokenInvariant(.honesty, "a message was told that cannot be read: \(error)")
        }
    }

    /// Lets the driver see the time of its pause pass, which it otherwise would not.
    private func hidePause() throws(BrokenInvariant) {
        let step = scenario.coordinator.times.heartbeatInterval / 4
        var time = max(coordinator.lastHandled, now - .seconds(60))
        while time + step < now {
            time = time + step
            coordinator.driver?.handle(.turnEnded(hasReadAll: true), at: time)
            try checkExchanges(at: coordinator.lastHandled)
        }
        coordinator.lastHandled = now
    }

    /// Does what the driver wants until it waits, commits or ends.
    private func advanceCoordinator() throws(BrokenInvariant) {
        while let step = coordinator.driver?.next(at: now) {
            try checkExchanges(at: now)
            try checkObedience(step)
            switch step {
            case .read(let time):
                let isIdle = coordinator.inbox.isEmpty && coordinator.wishes.isEmpty
                return wakeCoordinator(at: isIdle ? time : now)
            case .store(let records): return try beginCommit(records)
            case .send(let peer, let envelope): try send(envelope, to: peer)
            case .sendPart(let peer, let session, let name, let offset):
                try sendPart(of: name, offset: offset, to: peer, session)
            case .notice: continue
            case .end(let end): return finishCoordinator(end)
            }
            guard try mayGoOn() else { return }
        }
    }

    private func checkObedience(_ step: CoordinatorStep) throws(BrokenInvariant) {
        switch (coordinator.stopRequests, step) {
        case (0, _), (_, .end): return
        case (1, .read):
            throw BrokenInvariant(.obedience, "a coordinator that was asked to leave goes on")
        case (1, _): return
        default:
            throw BrokenInvariant(.obedience, "asked twice to leave, the coordinator does \(step)")
        }
    }

    private func finishCoordinator(_ end: CoordinatorStep.End) {
        switch end {
        case .stopped: leaveCoordinator()
        case .completed(let state):
            let hasFailures = store.packs.contains(where: \.hasFailed)
            guard state == .done, scenario.retriesFailed, hasFailures, !coordinator.retriesFailed
            else {
                coordinator.isOver = true
                return
            }
            coordinator.retriesFailed = true
            isCured = scenario.curesPoison
            deadline = max(now, healTime) + scenario.livenessBound
            leaveCoordinator()
        }
    }

    // MARK: Commit, then send

    private func beginCommit(_ records: [StoreRecord]) throws(BrokenInvariant) {
        if let phase = tampering.sentEarly { try sendEarly(phase) }
        guard coordinator.driver != nil else { return }
        coordinator.committing = records
        coordinator.nextTurn = nil
        coordinator.generation += 1
        let time = random.duration(in: scenario.commitTime) + coordinator.commitDelay
        queue.schedule(.commitEnds(generation: coordinator.generation), at: now + time)
    }

    /// Sends what a driver would send if the records were stored already.
    private func sendEarly(_ phase: Tampering.EarlyPhase) throws(BrokenInvariant) {
        guard var early = coordinator.driver else { return }
        early.journal = nil
        early.handle(.stored(.committed(anomalies: [])), at: now)
        while true {
            switch early.next(at: now) {
            case .send(let peer, let envelope):
                let isAcknowledgement = envelope.message == .acknowledge
                guard isAcknowledgement == (phase == .acknowledgements) else { continue }
                try checker.coordinatorSends(envelope, store)
                _ = send(envelope.encoded(), to: peer)
                guard try mayGoOn() else { return }
            case .sendPart, .notice: continue
            case .read, .store, .end: return
            }
        }
    }

    /// Stores the records, or finds no room; then does what came after them.
    func endCommit() throws(BrokenInvariant) {
        guard let records = coordinator.committing else { return }
        guard now >= coordinator.pausedUntil else {
            return queue.schedule(
                .commitEnds(generation: coordinator.generation),
                at: coordinator.pausedUntil
            )
        }
        guard try mayGoOn() else { return }
        let isFull = now < coordinator.fullUntil
        if isFull, tampering.acknowledgesFailedCommit { try sendEarly(.acknowledgements) }
        guard coordinator.driver != nil else { return }
        coordinator.committing = nil
        if isFull, !tampering.takesFullForStored {
            tampering.found(noRoomFor: records)
            try feedCoordinator(.stored(.full))
        } else {
            if !isFull { try store(tampering.stored(records)) }
            try checkLeases()
            guard try mayGoOn() else { return }
            try feedCoordinator(.stored(.committed(anomalies: [])))
        }
        try advanceCoordinator()
    }

    private func store(_ records: [StoreRecord]) throws(BrokenInvariant) {
        for record in records {
            try checker.check(record, before: store)
            try store.apply(record)
        }
        try mirror(records)
        try checker.checkStore(store)
    }

    private func checkLeases() throws(BrokenInvariant) {
        for id in coordinator.driver?.machine.storedLeases ?? [] where store[id]?.end != nil {
            throw BrokenInvariant(.leasesAreStored, "\(id) runs, but has ended in the store")
        }
    }

    private func send(
        _ envelope: CoordinatorEnvelope,
        to peer: PeerID
    ) throws(BrokenInvariant) {
        let envelope = tampering.sent(envelope)
        try checker.coordinatorSends(envelope, store)
        if !send(envelope.encoded(), to: peer) { try feedCoordinator(.unreachable(peer)) }
    }

    private func sendPart(
        of name: BlobName,
        offset: Int,
        to peer: PeerID,
        _ session: SessionID
    ) throws(BrokenInvariant) {
        let part = tampering.served(part(of: name, offset: offset))
        let message = part.map { CoordinatorMessage.part($0) } ?? .missing(name)
        try send(
            CoordinatorEnvelope(session: session, acknowledged: .none, message: message),
            to: peer
        )
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
        guard let left = coordinator.effectsUntilCrash else { return coordinator.driver != nil }
        coordinator.effectsUntilCrash = left - 1
        if left <= 0 { try crashCoordinator() }
        return coordinator.driver != nil
    }
}
