internal import SweepModel
internal import TrainingModel

extension CoordinatorMachine {
    /// Opens a session for a worker that introduces itself, or refuses it.
    mutating func greet(_ hello: Hello, from peer: PeerID, at now: Instant) {
        guard !isStopping else { return send(.goodbye, to: peer) }
        if let rejection = rejection(of: hello, from: peer) {
            effects.append(.notice(.rejected(label: hello.label, rejection)))
            return send(.rejected(rejection), to: peer)
        }
        // Neither another name on the same connection nor the same one on another ends a rest.
        let former = [peer, peers[hello.worker]].compactMap { $0.flatMap { sessions[$0] } }
        var rest = former.map(\.rest).max { $0.end < $1.end } ?? RestPeriod()
        // Nor does a new connection renew deadlines; who takes part only now is new.
        let same = peers[hello.worker].flatMap { sessions[$0] }.flatMap {
            $0.isAvailable ? $0 : nil
        }
        // A worker keeps its number: whoever takes another one has given up what it held.
        let isOther = sessions[peer].map { $0.worker != hello.worker } ?? false
        if isOther, sessions[peer]?.held.isEmpty == false {
            rest.extend(after: .forgotten, isAlone: false, at: now)
        }
        endSession(of: peer, attemptsEnd: isOther ? .forgotten : nil, at: now)
        if let former = peers[hello.worker] {
            endSession(of: former, attemptsEnd: nil, at: now)
        }
        var session = WorkerSession(
            id: SessionID(random.next() | 1),
            worker: hello.worker,
            label: hello.label,
            build: hello.build,
            slots: min(hello.slots, Limits.creditsPerWorker),
            credits: min(hello.credits, Limits.creditsPerWorker),
            lastHeard: now,
            lastProgress: same?.lastProgress ?? now,
            standing: same?.standing ?? newStanding()
        )
        session.rest = rest
        session.fetched = same?.fetched ?? FetchBudget()
        sessions[peer] = session
        knownTop = nil
        peers[hello.worker] = peer
        progress.workers += 1
        progress.slots += session.slots
        effects.append(.notice(.joined(label: hello.label, slots: hello.slots)))
        if hello.build != configuration.build {
            effects.append(
                .notice(
                    .otherBuild(label: hello.label, build: hello.build, own: configuration.build)
                )
            )
        }
        let verdicts = hello.inventory.map { judge($0, of: peer, at: now) }
        forgetUnlisted(hello, at: now)
        send(.welcome(terms(verdicts)), to: peer)
        if drained.contains(hello.worker) { askToLeave(peer) }
        if isStoreFull { send(.busy, to: peer) }
        enqueue(peer)
    }

    private func rejection(of hello: Hello, from peer: PeerID) -> Rejection? {
        let ours = Limits.protocolVersions
        guard hello.versions.overlaps(ours) else {
            return Rejection(
                code: .version,
                detail: "the coordinator of build \(configuration.build) speaks protocol \(ours), "
                    + "worker \(hello.label) of build \(hello.build) speaks \(hello.versions)"
            )
        }
        guard hello.core == configuration.core else {
            return Rejection(
                code: .core,
                detail: "the coordinator of build \(configuration.build) has the numeric core "
                    + "\(configuration.core), worker \(hello.label) of build \(hello.build) has "
                    + hello.core
            )
        }
        guard hello.canary == configuration.canary else {
            return Rejection(
                code: .core,
                detail:
                    "worker \(hello.label) of build \(hello.build) trains to different bits than "
                    + "the coordinator of build \(configuration.build): its canary is "
                    + "\(hello.canary), not \(configuration.canary)"
            )
        }
        let isKnown = sessions[peer] != nil || peers[hello.worker] != nil
        guard isKnown || sessions.count < Limits.workers else {
            return Rejection(code: .full, detail: "\(sessions.count) workers are connected")
        }
        return nil
    }

    private func terms(_ verdicts: [InventoryVerdict]) -> Welcome {
        Welcome(
            version: Limits.protocolVersions.upperBound,
            incarnation: incarnation,
            build: configuration.build,
            heartbeatInterval: configuration.times.heartbeatInterval,
            lease: configuration.times.lease,
            checkpointInterval: configuration.times.checkpointInterval,
            verdicts: verdicts
        )
    }

    /// Decides about an attempt that the worker holds, and leases it to the worker if it goes
    /// on.
    private mutating func judge(
        _ line: InventoryLine,
        of peer: PeerID,
        at now: Instant
    ) -> InventoryVerdict {
        guard let session = sessions[peer], let pack = packs[line.attempt.pack],
            let index = pack.index(of: line.attempt.number)
        else { return .stop }
        let attempt = pack.attempts[index]
        let belongsToOther = attempt.worker != nil && attempt.worker != session.worker
        guard !belongsToOther, !attempt.isDiscredited, !session.held.contains(line.attempt) else {
            return .stop
        }
        undoFailureCount(line.attempt)
        let isNewest = index == pack.attempts.count - 1
        guard attempt.isLeased || (isNewest && attempt.end == .lost) else {
            update(line.attempt) { $0.worker = session.worker }
            return line.state == .finished ? .keep : .stop
        }
        guard session.held.count < session.credits else { return .stop }
        if attempt.end != nil { effects.append(.persist(.attemptRevived(line.attempt))) }
        lease(line, to: session, at: now)
        sessions[peer]?.held.append(line.attempt)
        return .keep
    }

    private mutating func lease(
        _ line: InventoryLine,
        to session: WorkerSession,
        at now: Instant
    ) {
        let configuration = configuration
        leases.insert(line.attempt, of: session.worker)
        update(line.attempt) { attempt in
            // Who says HELLO again has made no progress by that.
            if attempt.worker == nil || attempt.end != nil {
                attempt.begin = now
                attempt.serviceBegin = now
                attempt.progressDeadline = now + configuration.times.progressDeadline
            }
            attempt.worker = session.worker
            attempt.label = session.label
            attempt.standing = session.standing
            attempt.end = nil
            attempt.leaseDeadline = now + configuration.times.lease
            attempt.missedHeartbeats = 0
            attempt.hasStarted = attempt.hasStarted || line.state != .waiting
            attempt.hasTrained = attempt.hasTrained || line.state == .finished
        }
    }

    /// Ends leases that the worker no longer holds: it was restarted, or never got the ASSIGN.
    private mutating func forgetUnlisted(_ hello: Hello, at now: Instant) {
        let listed = Set(hello.inventory.map(\.attempt))
        for id in leases[hello.worker] where !listed.contains(id) { endAttempt(id, .forgotten) }
    }
}
