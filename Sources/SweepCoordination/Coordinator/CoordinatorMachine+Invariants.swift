package import SweepModel
internal import TrainingModel

extension CoordinatorMachine {
    /// The running leases that are in the store: none while records are withheld from it.
    package var storedLeases: [AttemptID] {
        isStoreFull || !withheld.isEmpty ? [] : runningLeases
    }

    /// What is wrong with the state, or an empty list; tests and the simulation call it after each
    /// step.
    ///
    /// - Complexity: O(packs + sessions).
    package func brokenInvariants() -> [String] {
        var broken: [String] = []
        for (peer, session) in sessions {
            if session.held.count > session.credits {
                broken.append("\(session.label) holds \(session.held.count) attempts")
            }
            if peers[session.worker] != peer { broken.append("\(session.label) has no peer") }
            if session.acknowledged > session.received {
                broken.append("\(session.label): acknowledged beyond what was received")
            }
            for id in session.held
            where packs[id.pack]?.leased.contains(where: {
                $0.number == id.number && $0.worker == session.worker
            }) != true {
                broken.append("\(session.label) holds \(id), which is not leased to it")
            }
        }
        // One worker more: the limit is looked at when a session ends, not when one begins.
        if max(withFreeSlot.count, withFreeCredit.count) > queuedWorkersLimit + 1 {
            broken.append("\(withFreeSlot.count) and \(withFreeCredit.count) workers are queued")
        }
        for pack in packs.values { broken += brokenInvariants(of: pack) }
        let leased = packs.values.reduce(0) { $0 + $1.leased.count { $0.worker != nil } }
        if leases.count != leased {
            broken.append("\(leases.count) leases are listed, \(leased) run")
        }
        var fresh = self
        fresh.knownTop = nil
        if let knownTop, let top = fresh.topStanding(),
            knownTop.outranks(top) || top.outranks(knownTop)
        {
            broken.append("the highest standing is \(top), not \(knownTop)")
        }
        if progress.runs.open < 0 { broken.append("\(progress.runs.ended) runs are done") }
        if progress.workers != sessions.count { broken.append("the count of workers is wrong") }
        return broken.sorted()
    }

    private func brokenInvariants(of pack: OpenPack) -> [String] {
        var broken: [String] = []
        for attempt in pack.leased {
            guard let worker = attempt.worker else { continue }
            if !leases.contains(pack.id(of: attempt), of: worker) {
                broken.append("the lease of \(pack.id(of: attempt)) is not listed")
            }
        }
        if pack.id >= nextPack { broken.append("pack \(pack.id) was never cut") }
        let holders = pack.leased.compactMap(\.worker)
        if pack.leased.count > Limits.leasesPerPack || Set(holders).count < holders.count {
            broken.append("pack \(pack.id) is leased to \(holders)")
        }
        let numbers = pack.attempts.map(\.number)
        if !zip(numbers, numbers.dropFirst()).allSatisfy({ $0 < $1 }) {
            broken.append("pack \(pack.id) has attempts \(numbers)")
        }
        if pack.attempts.count > Limits.attemptsRemembered {
            broken.append("pack \(pack.id) remembers \(pack.attempts.count) attempts")
        }
        for attempt in pack.attempts where attempt.epochCount > plan.spec.epochs {
            broken.append("\(pack.id(of: attempt)) has \(attempt.epochCount) epochs")
        }
        return broken
    }
}
