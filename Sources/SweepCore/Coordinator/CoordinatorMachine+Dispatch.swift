internal import DequeModule
internal import SweepModel

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

    /// Hands out packs: first to idle slots, and in advance only while there is more than one pack
    /// for each slot.
    mutating func dispatch(at now: Instant) {
        guard state == .running, !isStopping else { return }
        while !queue.isEmpty, let peer = withFreeSlot.popFirst() {
            sessions[peer]?.isQueuedForSlot = false
            if sessions[peer]?.hasFreeSlot == true { handOut(to: peer, at: now) }
        }
        while queue.packCount > progress.slots, let peer = withFreeCredit.popFirst() {
            sessions[peer]?.isQueuedForCredit = false
            if sessions[peer]?.hasFreeCredit == true { handOut(to: peer, at: now) }
        }
    }

    private mutating func handOut(to peer: PeerID, at now: Instant) {
        if let pack = takePack() { lease(pack, to: peer, at: now) }
        enqueue(peer)
    }

    /// The next pack that waits for a lease.
    private mutating func takePack() -> OpenPack? {
        while let item = queue.next(slots: max(configuration.expectedSlots, progress.slots)) {
            switch item {
            case .returned(let id):
                if let pack = packs[id], !pack.isLeased { return pack }
            case .fresh(let range):
                return open(range)
            }
        }
        return nil
    }

    /// Cuts a pack from the plan.
    mutating func open(_ range: RunRange) -> OpenPack {
        let pack = OpenPack(id: nextPack, range: range)
        nextPack = nextPack.next
        packs[pack.id] = pack
        effects.append(.persist(.pack(pack.id, range)))
        return pack
    }

    private mutating func lease(
        _ pack: OpenPack,
        to peer: PeerID,
        at now: Instant
    ) {
        guard let session = sessions[peer] else { return }
        var pack = pack
        let attempt = Attempt(
            number: pack.nextNumber,
            base: pack.checkpoint,
            worker: session.worker,
            label: session.label,
            leaseDeadline: now + configuration.lease,
            progressDeadline: now + configuration.progressDeadline
        )
        pack.append(attempt)
        packs[pack.id] = pack
        let id = pack.id(of: attempt)
        sessions[peer]?.held.append(id)
        effects.append(.persist(.attempt(id, worker: session.label, base: attempt.base)))
        sendAssignment(of: id, to: peer)
    }

    /// Sends what the worker needs to train attempt `id`.
    mutating func sendAssignment(of id: AttemptID, to peer: PeerID) {
        guard let pack = packs[id.pack], let index = pack.index(of: id.number) else { return }
        send(
            .assign(
                Assignment(
                    attempt: id,
                    dataset: configuration.dataset,
                    shape: plan.groups[pack.range.group].shape,
                    epochs: plan.spec.epochs,
                    shuffle: plan.spec.shuffle,
                    runs: plan.runIDs(in: pack.range).map { RunAssignment(plan.run($0)) },
                    checkpoint: pack.attempts[index].base
                )
            ),
            to: peer
        )
    }
}
