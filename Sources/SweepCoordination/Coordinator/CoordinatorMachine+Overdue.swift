internal import SweepModel
internal import TrainingModel

/// What is done for workers that have nothing to do while others keep packs for long.
///
/// Nobody can tell a slow worker from one that only pretends to train. So an attempt of which
/// nothing comes is ended only for a worker that is believed before its own; one whose end is
/// overdue goes on, and the pack is leased to the other worker, too. The first complete result
/// wins, and both would be the same bits.
extension CoordinatorMachine {
    /// A worker that has nothing to do.
    private struct IdleWorker {
        let peer: PeerID
        let worker: WorkerID
        let standing: Standing
        let holdsNothing: Bool
        var freeSlots: Int
    }

    /// The workers with free slots while there is nothing to hand out, those first that are
    /// believed before others.
    private func idleWorkers(at now: Instant) -> [IdleWorker] {
        guard state == .running, queue.isEmpty, queue.isolationCount == 0 else { return [] }
        return sessions.compactMap { peer, session in
            guard session.isAvailable, session.hasFreeSlot, !session.rest.isRunning(at: now) else {
                return nil
            }
            return IdleWorker(
                peer: peer,
                worker: session.worker,
                standing: session.standing,
                holdsNothing: session.held.isEmpty,
                freeSlots: session.isIsolated ? 1 : session.slots - session.held.count
            )
        }
        .sorted { ($0.standing, $0.worker) < ($1.standing, $1.worker) }
    }

    /// Ends attempts of which nothing has arrived for ``OpenPack/patience(lease:)``, as far as
    /// workers that are believed before theirs have nothing to do.
    ///
    /// A worker that only says that it trains would keep them until their progress deadline.
    mutating func takeOverEmptyAttempts(at now: Instant) {
        var idle = idleWorkers(at: now)
        guard let top = idle.first?.standing else { return }
        let empty = packs.values.compactMap { pack -> AttemptID? in
            guard let attempt = pack.onlyLease, attempt.isEmpty, attempt.worker != nil,
                now >= attempt.begin + pack.patience(lease: configuration.times.lease),
                top.outranks(standing(of: attempt))
            else { return nil }
            return pack.id(of: attempt)
        }
        for id in empty.sorted() {
            guard let pack = packs[id.pack], let attempt = pack.onlyLease else { continue }
            let rank = standing(of: attempt)
            let index = idle.firstIndex {
                $0.standing.outranks(rank) && !pack.refusals.workers.contains($0.worker)
            }
            guard let index else { continue }
            Self.useSlot(of: index, in: &idle)
            let reason =
                "no epoch came for long from worker \(attempt.label), while another one had "
                + "nothing to do"
            endAttempt(id, .stalled, reason: reason)
        }
    }

    /// Leases packs whose end is overdue to workers that have nothing to do, beside those that have
    /// them.
    ///
    /// A pack that has two leases and is overdue again loses the older one.
    mutating func leaseOverduePacks(at now: Instant) {
        var idle = idleWorkers(at: now)
        guard !idle.isEmpty else { return }
        let overdue = packs.values.filter { pack in
            guard let newest = pack.attempts.last(where: \.isLeased), newest.worker != nil else {
                return false
            }
            return now >= dueTime(of: newest, in: pack)
        }
        // Those first that no other worker trains.
        for pack in overdue.sorted(by: { ($0.overtakings, $0.id) < ($1.overtakings, $1.id) }) {
            let index = idle.firstIndex {
                !pack.isLeased(to: $0.worker) && !pack.refusals.workers.contains($0.worker)
                    && ($0.holdsNothing || !pack.needsIsolation)
            }
            guard let index else { continue }
            overtake(pack, by: idle[index].peer, at: now)
            Self.useSlot(of: index, in: &idle)
        }
    }

    private mutating func overtake(_ pack: OpenPack, by peer: PeerID, at now: Instant) {
        let leased = pack.leased
        guard let newest = leased.last else { return }
        if leased.count == Limits.leasesPerPack {
            let reason = "the end of the training on worker \(leased[0].label) was long overdue"
            endAttempt(pack.id(of: leased[0]), .stalled, reason: reason)
        }
        packs[pack.id]?.noteOvertaking()
        // Else its other names would be the first to get the pack each time.
        if let holder = newest.worker.flatMap({ peers[$0] }) { lower(holder) }
        effects.append(.notice(.overdue(pack.id(of: newest), label: newest.label)))
        sessions[peer]?.isIsolated = pack.needsIsolation
        if let pack = packs[pack.id] { lease(pack, to: peer, at: now) }
    }

    private static func useSlot(of index: Int, in idle: inout [IdleWorker]) {
        idle[index].freeSlots -= 1
        if idle[index].freeSlots == 0 { idle.remove(at: index) }
    }
}
