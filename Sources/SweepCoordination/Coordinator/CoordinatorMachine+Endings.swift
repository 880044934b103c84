internal import SweepModel
internal import TrainingModel

extension CoordinatorMachine {
    /// The attempts whose lease runs, ascending; also those that no worker has claimed yet.
    ///
    /// - Complexity: O(open packs · log(open packs)).
    var runningLeases: [AttemptID] {
        packs.values.flatMap { pack in pack.leased.map { pack.id(of: $0) } }.sorted()
    }

    /// Changes a remembered attempt of an open pack in place.
    mutating func update(_ id: AttemptID, _ change: (inout Attempt) -> Void) {
        guard let index = packs[id.pack]?.index(of: id.number) else { return }
        if var attempt = packs[id.pack]?.attempts[index] {
            change(&attempt)
            packs[id.pack]?.attempts[index] = attempt
        }
    }

    /// Ends a worker's session; its attempts end with `end`, or keep their leases if that is `nil`.
    mutating func endSession(of peer: PeerID, attemptsEnd end: AttemptEnd?, at now: Instant) {
        guard let session = sessions.removeValue(forKey: peer) else { return }
        peers[session.worker] = nil
        knownTop = nil
        forgetQueuedStrangers()
        progress.workers -= 1
        progress.slots -= session.slots
        guard let end else { return }
        effects.append(.notice(.left(label: session.label)))
        for id in session.held { endAttempt(id, end) }
    }

    /// Ends a lease without a result and queues the pack again, or gives the pack up.
    mutating func endAttempt(_ id: AttemptID, _ end: AttemptEnd, reason: String = "") {
        guard var pack = packs[id.pack], let index = pack.index(of: id.number) else { return }
        var attempt = pack.attempts[index]
        precondition(attempt.isLeased, "\(id) ended twice: \(attempt.end.debugDescription), \(end)")
        attempt.end = end
        leases.remove(id, of: attempt.worker)
        pack.attempts[index] = attempt
        // As long as another worker trains it, it is not known whether it can be trained.
        if attempt.countsAsFailure, !pack.isLeased, !isOutranked(standing(of: attempt), in: pack) {
            pack.attempts[index].isCounted = countFailure(&pack, with: attempt, reason)
        }
        if end == .refused { countRefusal(&pack, by: attempt, reason) }
        let isVain = [.lost, .stalled, .forgotten].contains(end)
        if isVain { pack.reserve(after: attempt, lease: configuration.times.lease, at: lastSeen) }
        effects.append(.persist(.attemptEnded(id, end)))
        effects.append(.notice(.attemptEnded(id, end, label: attempt.label)))
        packs[id.pack] = pack
        let isUnwanted = end == .stalled || attempt.isDiscredited
        release(id, from: attempt.worker, tellWorker: isUnwanted)
        if end != .lost { letRest(attempt.worker, after: end) }
        guard !pack.isLeased else { return }
        let isRefused = end == .refused && isRefusedForGood(pack)
        guard pack.failureCount < configuration.retries, !isRefused else { return giveUp(pack) }
        if isVain, !pack.needsIsolation {
            queue.reserve(pack.id, isRefused: pack.isRefused)
        } else {
            queue.giveBack(pack.id, needsIsolation: pack.needsIsolation)
        }
    }

    /// Counts that a worker cannot train a pack.
    ///
    /// If the attempt was to go on from a checkpoint, that may be the reason, and the pack begins
    /// anew: what another worker has sent must not be held against its runs.
    private mutating func countRefusal(
        _ pack: inout OpenPack,
        by attempt: Attempt,
        _ reason: String
    ) {
        if let base = attempt.base { return pack.setAside(base) }
        pack.lastReason = reason
        pack.refusals.insert(attempt.worker) { peers[$0] != nil }
        pack.refusals.note(isUnanimous: isRefusedByAll(pack), at: lastSeen)
    }

    /// Whether everybody who is there has refused the pack, often and for long enough.
    private func isRefusedForGood(_ pack: OpenPack) -> Bool {
        pack.refusals.areFinal(
            retries: configuration.retries,
            patience: configuration.times.orphanGrace,
            at: lastSeen
        )
    }

    /// Gives a worker whose attempts end without a result nothing for a while.
    private mutating func letRest(_ worker: WorkerID?, after end: AttemptEnd) {
        // A lease that the coordinator takes back says nothing of its worker.
        guard let worker, let peer = peers[worker], let session = sessions[peer],
            end != .released || session.isStopping
        else { return }
        let isAlone = sessions.values.allSatisfy {
            $0.worker == worker || !$0.isAvailable || $0.rest.fruitlessCount > 0
        }
        var rest = session.rest
        rest.extend(after: end, isAlone: isAlone, at: lastSeen)
        sessions[peer]?.rest = rest
        lower(peer)
    }

    /// Ends an attempt of which nothing is wanted any more, since no training comes to what it has
    /// sent.
    mutating func discredit(_ id: AttemptID, reason: String) {
        guard let pack = packs[id.pack], let index = pack.index(of: id.number) else { return }
        update(id) { $0.isDiscredited = true }
        if pack.attempts[index].isLeased { endAttempt(id, .refused, reason: reason) }
    }

    /// Counts the failure of an attempt against its pack.
    ///
    /// A worker that vanishes takes all of its packs down, and at most one of them is the cause. So
    /// the last failure counts only if the pack was trained alone; until then the pack needs
    /// isolation.
    ///
    /// - Returns: Whether the failure was counted.
    private func countFailure(
        _ pack: inout OpenPack,
        with attempt: Attempt,
        _ reason: String
    ) -> Bool {
        pack.lastReason = reason
        let isProof = attempt.end != .lost || attempt.isAlone
        let counts = isProof || pack.failureCount + 1 < configuration.retries
        if counts { pack.failureCount += 1 }
        if pack.failureCount + 1 >= configuration.retries { pack.needsIsolation = true }
        return counts
    }

    /// Takes a counted failure back: the worker is alive, only its messages were missing.
    mutating func undoFailureCount(_ id: AttemptID) {
        guard let pack = packs[id.pack], let index = pack.index(of: id.number),
            pack.attempts[index].isCounted, pack.attempts[index].end == .lost
        else { return }
        packs[id.pack]?.attempts[index].isCounted = false
        packs[id.pack]?.failureCount = max(0, pack.failureCount - 1)
    }

    /// Takes an attempt off its worker's list.
    private mutating func release(_ id: AttemptID, from worker: WorkerID?, tellWorker: Bool) {
        guard let worker, let peer = peers[worker] else { return }
        sessions[peer]?.held.removeAll { $0 == id }
        if tellWorker { send(.cancel([id]), to: peer) }
        enqueue(peer)
    }

    /// Splits a pack that takes its workers down, or fails its only run.
    ///
    /// One more failure splits a part again; a pack of a single run is failed only after as many
    /// failures of its own as a pack may have, so that those of its former pack do not count.
    private mutating func giveUp(_ pack: OpenPack) {
        packs[pack.id] = nil
        guard pack.range.count > 1 else {
            effects.append(.persist(.failed(pack.id, reason: pack.lastReason)))
            effects.append(.notice(.failed(pack.id, reason: pack.lastReason)))
            progress.runs.failed += 1
            queue.allocator.complete(pack.range, [.failed(reason: pack.lastReason)])
            if configuration.failsFast { obey(.cancel) }
            return finishIfDone()
        }
        effects.append(.persist(.split(pack.id)))
        effects.append(.notice(.split(pack.id)))
        let isDeadly = pack.failureCount >= configuration.retries
        for half in [pack.range.halves.1, pack.range.halves.0] {
            var part = open(half)
            if isDeadly {
                part.failureCount = half.count > 1 ? configuration.retries - 1 : 0
                part.needsIsolation = true
            } else {
                part.refusals = Refusals(
                    ofPartOf: pack.refusals,
                    isSingle: half.count == 1,
                    retries: configuration.retries
                )
            }
            part.lastReason = pack.lastReason
            packs[part.id] = part
            queue.giveBack(part.id, needsIsolation: part.needsIsolation)
        }
    }

    /// Forgets a pack that `winner` finished, and cancels its other attempts.
    mutating func close(_ pack: OpenPack, wonBy winner: AttemptID) {
        packs[pack.id] = nil
        for attempt in pack.attempts {
            let id = pack.id(of: attempt)
            leases.remove(id, of: attempt.worker)
            guard let worker = attempt.worker, let peer = peers[worker] else { continue }
            let wasHeld = sessions[peer]?.held.contains(id) ?? false
            sessions[peer]?.held.removeAll { $0 == id }
            if wasHeld { enqueue(peer) }
        }
        for beaten in pack.leased where beaten.number != winner.number {
            guard let peer = beaten.worker.flatMap({ peers[$0] }) else { continue }
            send(.cancel([pack.id(of: beaten)]), to: peer)
        }
    }

    /// Ends the sweep once every run has an outcome.
    mutating func finishIfDone() {
        guard !isStopping else { return }
        if state.isOver { return sayGoodbye() }
        guard queue.allocator.isExhausted, packs.isEmpty else { return }
        state = .done
        effects.append(.persist(.state(.done)))
        sayGoodbye()
    }

    /// Does what the user asks.
    mutating func obey(_ command: CoordinatorCommand) {
        guard !isStopping else { return }
        switch command {
        case .pause: change(to: .paused)
        case .resume: change(to: .running)
        case .drain(let worker): drain(worker)
        case .stop:
            takeBackLeases()
            sayGoodbye()
        case .cancel:
            change(to: .cancelled)
            sayGoodbye()
        }
    }

    /// Ends all leases, since GOODBYE makes the workers leave: who resumes the sweep need not wait.
    private mutating func takeBackLeases() {
        for id in runningLeases { endAttempt(id, .released) }
    }

    /// Lets a worker leave once it has finished what it trains, now or when it joins.
    private mutating func drain(_ worker: WorkerID) {
        guard drained.count < Limits.drainedWorkers, drained.insert(worker).inserted else { return }
        effects.append(.persist(.drained(worker)))
        if let peer = peers[worker] { askToLeave(peer) }
    }

    /// Hands nothing more to a drained worker, and notifies it.
    mutating func askToLeave(_ peer: PeerID) {
        sessions[peer]?.isStopping = true
        knownTop = nil
        send(.drain, to: peer)
    }

    /// Leaves without what the store has no room for; nothing of it was acknowledged.
    mutating func abandon() {
        withheld.removeAll()
        owedAcknowledgements.removeAll()
        sayGoodbye()
    }

    /// Stores that the sweep as a whole does something else now.
    mutating func change(to newState: SweepState) {
        guard newState != state else { return }
        state = newState
        effects.append(.persist(.state(newState)))
    }

    private mutating func sayGoodbye() {
        isStopping = true
        for session in sessions.values.sorted(by: { $0.worker < $1.worker }) {
            if let peer = peers[session.worker] { send(.goodbye, to: peer) }
        }
        effects.append(.finish)
    }
}
