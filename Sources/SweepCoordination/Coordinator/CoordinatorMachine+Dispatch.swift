internal import DequeModule
internal import SweepModel
internal import TrainingModel

extension CoordinatorMachine {
    /// Puts a worker with room into the queue for work.
    mutating func enqueue(_ peer: PeerID) {
        guard var session = sessions[peer] else { return }
        if session.hasFreeSlot, !session.isQueuedForSlot {
            session.isQueuedForSlot = true
            withFreeSlot.append(peer)
        } else if session.hasFreeCredit, !session.isQueuedForCredit {
            session.isQueuedForCredit = true
            withFreeCredit.append(peer)
        }
        sessions[peer] = session
    }

    /// How long the queues of workers may be: those that left are dropped when they are read, or
    /// here.
    var queuedWorkersLimit: Int { 2 * sessions.count + 64 }

    /// Drops workers that left from the queues, which are not read while there is no work.
    mutating func forgetQueuedStrangers() {
        if withFreeSlot.count > queuedWorkersLimit {
            var seen: Set<PeerID> = []
            withFreeSlot.removeAll {
                sessions[$0]?.isQueuedForSlot != true || !seen.insert($0).inserted
            }
        }
        if withFreeCredit.count > queuedWorkersLimit {
            var seen: Set<PeerID> = []
            withFreeCredit.removeAll {
                sessions[$0]?.isQueuedForCredit != true || !seen.insert($0).inserted
            }
        }
    }

    /// Hands out packs: those that need isolation first, then to idle slots, and in advance only
    /// while there is more than one pack for each slot.
    mutating func dispatch(at now: Instant) {
        guard state == .running, !isStopping else { return }
        dispatchIsolated(at: now)
        var passedOver: [PeerID] = []
        while !queue.isEmpty, let peer = withFreeSlot.popFirst() {
            sessions[peer]?.isQueuedForSlot = false
            guard sessions[peer]?.hasFreeSlot == true else { continue }
            if !handOut(to: peer, at: now) { passedOver.append(peer) }
        }
        while queue.packCount > progress.slots, let peer = withFreeCredit.popFirst() {
            sessions[peer]?.isQueuedForCredit = false
            guard sessions[peer]?.hasFreeCredit == true else { continue }
            if !handOut(to: peer, at: now) { passedOver.append(peer) }
        }
        // Who rests, or has refused all that is left, is asked again in the next turn.
        for peer in passedOver { enqueue(peer) }
    }

    /// Hands packs that need isolation to workers that hold none, and isolates as many other
    /// workers as are needed.
    private mutating func dispatchIsolated(at now: Instant) {
        guard queue.isolationCount > 0 else { return }
        var draining = sessions.values.count { $0.isIsolated && !$0.hasFreeSlot }
        var passedOver: [PeerID] = []
        while queue.isolationCount > 0, let peer = withFreeSlot.popFirst() {
            sessions[peer]?.isQueuedForSlot = false
            guard let session = sessions[peer], session.hasFreeSlot else { continue }
            if session.rest.isRunning(at: now) {
                passedOver.append(peer)
            } else if session.held.isEmpty {
                if !handOutAlone(to: peer, at: now) { passedOver.append(peer) }
            } else if draining < queue.isolationCount {
                sessions[peer]?.isIsolated = true
                draining += 1
            } else {
                passedOver.append(peer)
            }
        }
        for peer in passedOver { enqueue(peer) }
    }

    /// Hands one pack that needs isolation to a worker that holds nothing.
    ///
    /// - Returns: Whether the worker may get more, now or when it has ended this one.
    private mutating func handOutAlone(to peer: PeerID, at now: Instant) -> Bool {
        var passedOver: [PackID] = []
        defer {
            for id in passedOver.reversed() { queue.giveBack(id, needsIsolation: true) }
        }
        while let id = queue.nextForIsolation() {
            guard let pack = packs[id], !pack.isLeased else { continue }
            guard isSuitable(pack, for: peer),
                now >= pack.reservationEnd || isTop(peer, for: pack)
            else {
                passedOver.append(id)
                continue
            }
            sessions[peer]?.isIsolated = true
            lease(pack, to: peer, at: now)
            return true
        }
        return false
    }

    /// Hands out one pack.
    ///
    /// - Returns: Whether there was one for this worker.
    private mutating func handOut(to peer: PeerID, at now: Instant) -> Bool {
        guard sessions[peer]?.rest.isRunning(at: now) == false else { return false }
        sessions[peer]?.isIsolated = false
        guard let pack = takePack(for: peer) else { return false }
        lease(pack, to: peer, at: now)
        enqueue(peer)
        return true
    }

    /// The next pack that waits for a lease by `peer`.
    private mutating func takePack(for peer: PeerID) -> OpenPack? {
        if let standing = sessions[peer]?.standing, topStanding()?.outranks(standing) == false,
            let pack = takePack(for: peer, from: \.reserved)
        {
            return pack
        }
        if let id = queue.contested.first(where: { id in
            packs[id].map { isSuitable($0, for: peer) && isTop(peer, for: $0) } ?? false
        }) {
            queue.contested.removeAll { $0 == id }
            if let pack = packs[id], !pack.isLeased { return pack }
        }
        if let pack = takePack(for: peer, from: \.returned) { return pack }
        let slots = max(configuration.expectedSlots, progress.slots)
        return queue.takeFresh(slots: slots).map { open($0) }
    }

    private mutating func takePack(
        for peer: PeerID,
        from packsInLine: WritableKeyPath<PackQueue, Deque<PackID>>
    ) -> OpenPack? {
        // A pack that is closed or leased by now is taken, too, and thereby leaves the queue.
        while let place = queue[keyPath: packsInLine].firstIndex(where: { id in
            packs[id].map { $0.isLeased || isSuitable($0, for: peer) } ?? true
        }) {
            let id = queue[keyPath: packsInLine].remove(at: place)
            if let pack = packs[id], !pack.isLeased { return pack }
        }
        return nil
    }

    /// Whether no other worker could train `pack` and is believed before `peer`.
    private mutating func isTop(_ peer: PeerID, for pack: OpenPack) -> Bool {
        sessions[peer].map { !isOutranked($0.standing, in: pack) } ?? false
    }

    /// Whether `peer` has not refused the pack, or everybody else has, too.
    private func isSuitable(_ pack: OpenPack, for peer: PeerID) -> Bool {
        guard let worker = sessions[peer]?.worker, pack.refusals.workers.contains(worker) else {
            return true
        }
        return isRefusedByAll(pack)
    }

    /// Whether no worker that is there is left which has not refused the pack.
    func isRefusedByAll(_ pack: OpenPack) -> Bool {
        sessions.values.allSatisfy {
            !$0.isAvailable || pack.refusals.workers.contains($0.worker)
        }
    }

    /// Cuts a pack from the plan.
    mutating func open(_ range: RunRange) -> OpenPack {
        let pack = OpenPack(id: nextPack, range: range)
        nextPack = nextPack.next
        packs[pack.id] = pack
        effects.append(.persist(.pack(pack.id, range)))
        return pack
    }

    /// Leases a pack to a worker that has room for it.
    mutating func lease(
        _ pack: OpenPack,
        to peer: PeerID,
        at now: Instant
    ) {
        guard let session = sessions[peer] else { return }
        var pack = pack
        var attempt = Attempt(
            number: pack.nextNumber,
            laneCount: pack.range.count,
            base: pack.checkpoint,
            stops: pack.stops(in: pack.checkpoint, plan.spec.choice),
            worker: session.worker,
            label: session.label,
            standing: session.standing,
            begin: now,
            leaseDeadline: now + configuration.times.lease,
            progressDeadline: now + configuration.times.progressDeadline
        )
        attempt.isAlone = session.isIsolated || session.slots == 1
        pack.append(attempt)
        packs[pack.id] = pack
        let id = pack.id(of: attempt)
        leases.insert(id, of: session.worker)
        sessions[peer]?.held.append(id)
        effects.append(.persist(.attempt(id, worker: session.label, base: attempt.base)))
        recordOtherBuild(of: session)
        sendAssignment(of: id, to: peer)
    }

    /// Records that results may come from another build.
    private mutating func recordOtherBuild(of session: WorkerSession) {
        guard session.build != configuration.build, otherBuilds.count < Limits.otherBuilds,
            otherBuilds.insert(session.build).inserted
        else { return }
        let detail =
            "workers of build \(session.build) took part; the coordinator was build "
            + configuration.build
        effects.append(
            .persist(.anomaly(Anomaly(kind: .otherBuild, attempt: nil, detail: detail)))
        )
    }

    /// Sends what the worker needs to train attempt `id`.
    mutating func sendAssignment(of id: AttemptID, to peer: PeerID) {
        guard let pack = packs[id.pack], let index = pack.index(of: id.number) else { return }
        send(
            .assign(
                Assignment(
                    attempt: id,
                    dataset: configuration.dataset,
                    fold: plan.fold(of: pack.range),
                    training: plan.spec.training(plan.shape(of: pack.range)),
                    runs: plan.runs(in: pack.range).map(\.configuration),
                    checkpoint: pack.attempts[index].base
                )
            ),
            to: peer
        )
    }
}
