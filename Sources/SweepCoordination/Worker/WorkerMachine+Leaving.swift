internal import OrderedCollections
internal import SweepModel

extension WorkerConfiguration {
    /// The part of a time limit that is kept for giving everything back.
    func timeReserve(of limit: Duration) -> Duration { min(stopTimeout, limit / 2) }
}

/// How a worker leaves by its own decision.
///
/// | what | from when on | then |
/// |---|---|---|
/// | drained | DRAIN, or no further pack would end in time | ends what it trains, takes nothing |
/// | stopped | a signal, or the time limit is reached | gives everything back |
extension WorkerMachine {
    /// Drains before the time limit and stops at it; a reserve of time is left for the goodbye.
    mutating func watchTimeLimit(at now: Instant) {
        guard let timeLimitEnd, stopDeadline == nil else { return }
        if now >= timeLimitEnd {
            effects.append(.notice(.timeIsShort(isFinal: true)))
            stop(at: now)
        } else if !isDraining, now + longestTraining >= timeLimitEnd {
            effects.append(.notice(.timeIsShort(isFinal: false)))
            drain()
        }
    }

    /// Gives back what is not begun, takes nothing more, and leaves when the rest is done.
    mutating func drain() {
        guard !isDraining, stopDeadline == nil else { return }
        isDraining = true
        release { $0.state == .waiting }
    }

    /// Gives everything back that is not finished, and leaves once all is acknowledged.
    mutating func stop(at now: Instant) {
        guard stopDeadline == nil else { return }
        stopDeadline = now + configuration.stopTimeout
        release { $0.state != .finished }
    }

    private mutating func release(where isGivenBack: (HeldAttempt) -> Bool) {
        let released = attempts.values.filter(isGivenBack).map(\.id)
        for id in released { drop(id) }
        if !released.isEmpty { outbox.append(.released(released)) }
    }

    /// Leaves when nothing is left to do.
    mutating func leaveIfStopped(at now: Instant) {
        let isConnected = connection == .joined
        if let stopDeadline {
            let keepsResults = !attempts.isEmpty
            guard outbox.isEmpty || now >= stopDeadline || !(isConnected || keepsResults) else {
                return
            }
        } else {
            guard isDraining, attempts.isEmpty, outbox.isEmpty else { return }
        }
        if isConnected { send(.bye) }
        leave(.stopped)
    }
}
