internal import SweepModel
internal import TrainingModel

/// What a worker has shown by now, which decides how much the end of its attempts says of its
/// packs.
///
/// A pack that takes its workers down and a worker that takes packs and vanishes look alike. Names
/// are free to choose and a key may be shared, so that losses cannot be counted by either. But who
/// vanishes loses its standing, and who stays keeps it. So an attempt that ends in vain is held
/// against its runs only if no worker of a higher standing than its own is there:
///
/// | who was lost | who is there | the loss counts |
/// |---|---|---|
/// | a worker that has finished a pack | anybody | yes |
/// | one that has not | one that has | no |
/// | one that has not | one that has not, and came earlier | no |
/// | one that has not | only those that came later, or none | yes |
///
/// A malicious worker must train a pack to its end for each loss that counts. Until another worker
/// has finished its first pack, it must have come before it instead, once for each loss.
struct Standing: Hashable, Comparable, Sendable {
    /// Whether the worker has finished a pack, and ended none in vain since.
    var hasResult = false

    /// The place of the worker among all that came.
    var arrival: Int

    /// The standing of a worker that is not known.
    static let none = Standing(arrival: .max)

    /// Whether the first one is looked at first: ``outranks(_:)``, and those who came first.
    static func < (left: Standing, right: Standing) -> Bool {
        left.hasResult == right.hasResult ? left.arrival < right.arrival : left.hasResult
    }

    /// Whether a worker of this standing is believed before one of the other.
    func outranks(_ other: Standing) -> Bool {
        guard hasResult == other.hasResult else { return hasResult }
        return !hasResult && arrival < other.arrival
    }
}

extension CoordinatorMachine {
    /// The highest standing of those who could train something, or `nil` if none could.
    ///
    /// - Complexity: O(sessions) after one of them has changed, else O(1).
    mutating func topStanding() -> Standing? {
        if let knownTop { return knownTop }
        var top: Standing?
        for session in sessions.values where session.isAvailable {
            if top.map({ session.standing.outranks($0) }) ?? true { top = session.standing }
        }
        knownTop = top
        return top
    }

    /// Whether somebody is there who could train `pack` and is believed before a worker of this
    /// standing.
    ///
    /// Who has refused the pack knows nothing of it.
    ///
    /// - Complexity: As ``topStanding()``, but O(sessions) for a pack that was refused.
    mutating func isOutranked(_ standing: Standing, in pack: OpenPack) -> Bool {
        guard pack.isRefused else { return topStanding()?.outranks(standing) ?? false }
        return sessions.values.contains {
            $0.isAvailable && $0.standing.outranks(standing)
                && !pack.refusals.workers.contains($0.worker)
        }
    }

    /// A place behind all workers that came before.
    mutating func newStanding() -> Standing {
        arrivals += 1
        return Standing(arrival: arrivals)
    }

    /// The standing of the worker of an attempt: as it is now, or was when it got the attempt.
    func standing(of attempt: Attempt) -> Standing {
        attempt.worker.flatMap { peers[$0] }.flatMap { sessions[$0]?.standing } ?? attempt.standing
    }

    /// Notes that a worker has finished a pack.
    mutating func raise(_ worker: WorkerID) {
        guard let peer = peers[worker], var session = sessions[peer] else { return }
        session.rest = RestPeriod()
        let isNew = !session.standing.hasResult
        session.standing.hasResult = true
        sessions[peer] = session
        if isNew { knownTop = nil }
        let now = lastSeen
        for id in leases[worker] {
            update(id) { attempt in
                attempt.standing = session.standing
                // A slot is free for it by now.
                if !attempt.hasStarted { attempt.serviceBegin = now }
            }
        }
    }

    /// Notes that a worker has ended a pack in vain: it begins anew behind all others.
    mutating func lower(_ peer: PeerID) {
        let standing = newStanding()
        sessions[peer]?.standing = standing
        knownTop = nil
    }
}
