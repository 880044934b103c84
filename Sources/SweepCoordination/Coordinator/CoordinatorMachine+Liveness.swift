internal import SweepModel
internal import TrainingModel

extension CoordinatorMachine {
    private var tickInterval: Duration { configuration.times.heartbeatInterval / 4 }

    /// Moves all deadlines by the time that the machine did not run: its own pause is no fault of a
    /// worker.
    mutating func absorbPause(until now: Instant) {
        defer { lastSeen = max(lastSeen, now) }
        let gap = now - lastSeen
        // A Duration is quick to add and slow to divide, and this is asked for each message.
        guard gap + gap > configuration.times.heartbeatInterval else { return }
        updateLeases { attempt in
            attempt.leaseDeadline = attempt.leaseDeadline + gap
            attempt.progressDeadline = attempt.progressDeadline + gap
            attempt.begin = attempt.begin + gap
            attempt.serviceBegin = attempt.serviceBegin + gap
        }
        for (peer, session) in sessions {
            sessions[peer]?.lastHeard = session.lastHeard + gap
            sessions[peer]?.lastProgress = session.lastProgress + gap
        }
    }

    /// Changes all running leases in place.
    ///
    /// - Complexity: O(open packs).
    private mutating func updateLeases(_ change: (inout Attempt) -> Void) {
        // In place: a loop over the keys would copy the dictionary.
        var index = packs.startIndex
        while index != packs.endIndex {
            for attempt in packs.values[index].attempts.indices
            where packs.values[index].attempts[attempt].isLeased {
                change(&packs.values[index].attempts[attempt])
            }
            packs.formIndex(after: &index)
        }
    }

    /// Takes a worker's list of attempts as a sign of life for each of them.
    mutating func renew(_ inventory: [InventoryLine], of peer: PeerID, at now: Instant) {
        guard let session = sessions[peer] else { return }
        var stop: [AttemptID] = []
        for line in inventory where !renew(line, of: session, at: now) {
            if stop.count < Limits.stopsPerHeartbeat { stop.append(line.attempt) }
        }
        // What is held back for the store must not overtake it.
        if !isStoreFull { resendMissing(inventory, to: peer, session) }
        send(.heartbeatAcknowledged(stop: stop), to: peer)
        // The first DRAIN may have been lost.
        if drained.contains(session.worker) { send(.drain, to: peer) }
        if isStoreFull { send(.busy, to: peer) }
    }

    private mutating func renew(
        _ line: InventoryLine,
        of session: WorkerSession,
        at now: Instant
    ) -> Bool {
        guard let pack = packs[line.attempt.pack],
            let index = pack.index(of: line.attempt.number),
            pack.attempts[index].worker == session.worker
        else { return false }
        guard pack.attempts[index].isLeased else {
            return line.state == .finished && !pack.attempts[index].isDiscredited
        }
        let configuration = configuration
        update(line.attempt) { attempt in
            attempt.leaseDeadline = now + configuration.times.lease
            attempt.missedHeartbeats = 0
            if line.state != .waiting, !attempt.hasStarted {
                attempt.hasStarted = true
                attempt.progressDeadline = now + configuration.times.progressDeadline
            }
            attempt.hasTrained = attempt.hasTrained || line.state == .finished
            // What a worker claims counts only as long as data of some of its attempts arrive.
            if line.epoch > attempt.reportedEpoch || line.state != .training {
                attempt.reportedEpoch = line.epoch
                let deadline = session.lastProgress + configuration.times.progressDeadline
                attempt.progressDeadline = max(attempt.progressDeadline, deadline)
            }
            if line.state == .waiting {
                attempt.progressDeadline = max(attempt.progressDeadline, session.fetchDeadline)
            }
        }
        return true
    }

    /// Takes a request for a further part as a sign that the worker gets on.
    mutating func noteFetch(
        of name: BlobName,
        offset: Int,
        totalBytes: Int,
        by peer: PeerID
    ) {
        guard var session = sessions[peer] else { return }
        var isFurther = false
        switch name {
        case .dataset: isFurther = session.fetched.take(offset: offset, of: totalBytes)
        case .checkpoint(let source, let epoch):
            for id in session.held where id.pack == source.pack {
                update(id) { attempt in
                    guard attempt.base?.attempt == source, attempt.base?.epoch == epoch else {
                        return
                    }
                    isFurther = attempt.fetched.take(offset: offset, of: totalBytes)
                }
            }
        case .parameters: return
        }
        guard isFurther else { return }
        session.fetchDeadline = lastSeen + configuration.times.lease * 2
        sessions[peer] = session
    }

    /// Sends ASSIGN again, with the same number, for what two heartbeats in a row did not list.
    private mutating func resendMissing(
        _ inventory: [InventoryLine],
        to peer: PeerID,
        _ session: WorkerSession
    ) {
        let listed = Set(inventory.map(\.attempt))
        for id in session.held where !listed.contains(id) {
            var isMissing = false
            update(id) { attempt in
                attempt.missedHeartbeats += 1
                isMissing = attempt.missedHeartbeats.isMultiple(of: 2)
            }
            if isMissing { sendAssignment(of: id, to: peer) }
        }
    }

    /// Ends leases and sessions whose time is over.
    mutating func expire(at now: Instant) {
        nextExpiry = now + tickInterval
        guard !isStoreFull, !isStopping else { return }
        for (id, end, reason) in expiredLeases(at: now) { endAttempt(id, end, reason: reason) }
        queue.endReservations { packs[$0].map { now >= $0.reservationEnd } ?? true }
        let silent = sessions.values.filter { now - $0.lastHeard >= configuration.times.lease }
        for session in silent.sorted(by: { $0.worker < $1.worker }) {
            guard let peer = peers[session.worker] else { continue }
            effects.append(.notice(.silent(label: session.label)))
            endSession(of: peer, attemptsEnd: nil, at: now)
        }
        takeOverEmptyAttempts(at: now)
        leaseOverduePacks(at: now)
    }

    /// The leases that are lost or have stalled, in ascending order.
    private func expiredLeases(
        at now: Instant
    ) -> [(id: AttemptID, end: AttemptEnd, reason: String)] {
        var expired: [(id: AttemptID, end: AttemptEnd, reason: String)] = []
        for pack in packs.values {
            for attempt in pack.attempts
            where attempt.isLeased && now >= min(attempt.leaseDeadline, attempt.progressDeadline) {
                let id = pack.id(of: attempt)
                if let (end, reason) = end(of: attempt, id, at: now) {
                    expired.append((id, end, reason))
                }
            }
        }
        return expired.sorted { $0.id < $1.id }
    }

    /// How a lease ends of which a deadline has passed, or `nil` if it goes on.
    private func end(
        of attempt: Attempt,
        _ id: AttemptID,
        at now: Instant
    ) -> (end: AttemptEnd, reason: String)? {
        let leaseEnd = leaseEnd(of: attempt, id)
        if now >= leaseEnd { return (.lost, "worker \(attempt.label) fell silent") }
        // A worker that may be dead has not stalled.
        let lastHeard = leaseEnd - configuration.times.lease
        let wasHeard = now < lastHeard + configuration.times.heartbeatInterval * 3
        guard now >= attempt.progressDeadline, wasHeard else { return nil }
        let reason =
            "no epoch ended within \(configuration.times.progressDeadline) on worker "
            + attempt.label
        return (.stalled, reason)
    }

    /// When the attempt is lost unless its worker sends a message.
    ///
    /// Every message of a worker renews all leases that it holds: its heartbeats may stand
    /// behind
    /// data that wait for a slow store.
    private func leaseEnd(of attempt: Attempt, _ id: AttemptID) -> Instant {
        guard let worker = attempt.worker, let peer = peers[worker], let session = sessions[peer],
            session.held.contains(id)
        else { return attempt.leaseDeadline }
        return max(attempt.leaseDeadline, session.lastHeard + configuration.times.lease)
    }

    /// Gives every lease its whole time again: while the store was full, no epoch could be
    /// reported.
    private mutating func renewProgress() {
        let deadline = lastSeen + configuration.times.progressDeadline
        let now = lastSeen
        updateLeases {
            $0.progressDeadline = max($0.progressDeadline, deadline)
            $0.begin = now
            $0.serviceBegin = now
        }
        for peer in sessions.keys { sessions[peer]?.lastProgress = now }
    }

    /// Tells all workers to keep durable messages; what the shell holds back stays unacknowledged.
    mutating func reportFullStore() {
        guard !isStoreFull else { return }
        isStoreFull = true
        for session in sessions.values.sorted(by: { $0.worker < $1.worker }) {
            if let peer = peers[session.worker] { send(.busy, to: peer) }
        }
    }

    /// Keeps records, and what was to be done after them, from a store that is full.
    mutating func withhold() {
        guard isStoreFull, effects.contains(where: \.isRecord) else { return }
        withheld += effects
        effects.removeAll(keepingCapacity: true)
    }

    /// Emits what was withheld, in front of the effects of the first event after the commit.
    mutating func releaseWithheld(before input: CoordinatorInput) {
        guard !isStoreFull, !withheld.isEmpty, input != .committed, input != .storeFull else {
            return
        }
        effects = withheld.filter(isTimely)
        withheld.removeAll()
    }

    /// Whether an effect still makes sense: a word to a session that ended since, above all its
    /// WELCOME, would lead the worker astray.
    private func isTimely(_ effect: CoordinatorEffect) -> Bool {
        switch effect {
        case .send(let peer, let envelope):
            switch envelope.message {
            case .rejected, .goodbye, .unknownSession: true
            default: sessions[peer]?.id == envelope.session
            }
        case .sendPart(let peer, let session, _, _): sessions[peer]?.id == session
        case .persist, .notice, .finish: true
        }
    }

    /// Acknowledges all that was acted on; called after the commit.
    mutating func acknowledgeCommitted() {
        for peer in owedAcknowledgements {
            guard var session = sessions[peer] else { continue }
            session.acknowledged = session.received
            session.owesAcknowledgement = false
            sessions[peer] = session
            send(.acknowledge, to: peer)
        }
        owedAcknowledgements.removeAll(keepingCapacity: true)
        guard isStoreFull else { return }
        isStoreFull = false
        renewProgress()
        for session in sessions.values.sorted(by: { $0.worker < $1.worker }) {
            if let peer = peers[session.worker] { send(.ready, to: peer) }
        }
    }
}
