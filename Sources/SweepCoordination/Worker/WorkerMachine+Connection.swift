internal import OrderedCollections
internal import SweepModel
internal import TrainingModel

extension WorkerMachine {
    private var silenceLimit: Duration { (terms?.heartbeatInterval ?? .seconds(1)) * 3 }

    private var isGreeting: Bool {
        if case .greeting = connection { true } else { false }
    }

    /// Moves all deadlines by the time that the machine did not run: a worker that was suspended
    /// must not take its own pause for the coordinator's silence.
    mutating func absorbPause(until now: Instant) {
        defer { lastSeen = max(lastSeen, now) }
        let gap = now - lastSeen
        guard gap > silenceLimit / 3 else { return }
        lastHeard = lastHeard + gap
        acknowledgementDeadline = acknowledgementDeadline + gap
    }

    mutating func connect(at now: Instant) {
        connection = .connecting(until: now + configuration.welcomeTimeout)
        effects.append(.connect)
    }

    /// Says HELLO on a new connection: the coordinator does not know it, whatever was said before.
    mutating func greetAnew(at now: Instant) {
        switch connection {
        case .connecting, .greeting, .joined: greet(at: now)
        case .idle, .backingOff, .left: return
        }
    }

    mutating func greet(at now: Instant) {
        session = .none
        connection = .greeting(until: now + configuration.welcomeTimeout)
        greeted = Array(attempts.keys)
        send(
            .hello(
                Hello(
                    versions: Limits.protocolVersions,
                    worker: configuration.worker,
                    label: configuration.label,
                    build: configuration.build,
                    core: configuration.core,
                    canary: configuration.canary,
                    slots: configuration.slots,
                    prefetch: configuration.prefetch,
                    inventory: inventory
                )
            )
        )
    }

    /// Gives up a connection that has not led to a session.
    mutating func fail(_ reason: String, isRefusal: Bool, at now: Instant) {
        guard connection.isPending else { return }
        retry(reason: reason, isRefusal: isRefusal, at: now)
    }

    /// Closes the socket and opens a new one after a pause; training goes on.
    ///
    /// - Parameters:
    ///   - reason: What went wrong, in words.
    ///   - isRefusal: Whether the connection was refused; otherwise there was no answer.
    ///   - now: The time.
    mutating func retry(reason: String, isRefusal: Bool = false, at now: Instant) {
        lastRefusal = isRefusal ? reason : nil
        let pause = backOff.next(using: &random)
        session = .none
        connection = .backingOff(until: now + pause)
        effects.append(.disconnect)
        effects.append(.notice(.reconnecting(reason: reason, pause: pause)))
    }

    mutating func receive(_ envelope: CoordinatorEnvelope, at now: Instant) {
        guard connection == .joined || isGreeting else { return }
        switch envelope.message {
        case .welcome(let welcome): return join(welcome, session: envelope.session, at: now)
        case .rejected(let rejection): return beRejected(rejection, at: now)
        case .goodbye: return leave(.goodbye)
        case .unknownSession:
            if connection == .joined, envelope.session == session { greet(at: now) }
            return
        default: break
        }
        guard connection == .joined, envelope.session == session else { return }
        lastHeard = now
        if outbox.acknowledge(envelope.acknowledged) {
            storeFullUntil = nil
            acknowledgementDeadline = now + silenceLimit
            forgetAcknowledged()
        }
        switch envelope.message {
        case .assign(let assignment): accept(assignment)
        case .cancel(let ids), .heartbeatAcknowledged(let ids): for id in ids { drop(id) }
        case .part(let part): receive(part, at: now)
        case .missing(let name): giveUp(name)
        case .busy: storeFullUntil = now + silenceLimit
        case .ready:
            storeFullUntil = nil
            outbox.rewind()
        case .drain: drain()
        case .acknowledge, .welcome, .rejected, .goodbye, .unknownSession: break
        }
    }

    private mutating func join(_ welcome: Welcome, session: SessionID, at now: Instant) {
        // A session is new each time: one that was used before would number messages twice.
        guard isGreeting, session != .none, session != lastSession else { return }
        self.session = session
        lastSession = session
        terms = welcome
        connection = .joined
        hasEverJoined = true
        storeFullUntil = nil
        lastHeard = now
        lastRefusal = nil
        nextHeartbeat = now + welcome.heartbeatInterval
        acknowledgementDeadline = now + silenceLimit
        backOff.reset()
        effects.append(.notice(.joined(incarnation: welcome.incarnation)))
        if !welcome.build.isEmpty, welcome.build != configuration.build {
            effects.append(.notice(.otherBuild(welcome.build, own: configuration.build)))
        }
        for (id, verdict) in zip(greeted, welcome.verdicts) where verdict == .stop { drop(id) }
        outbox.restart(keeping: attempts.keys)
    }

    private mutating func beRejected(_ rejection: Rejection, at now: Instant) {
        switch rejection.code {
        case .full: retry(reason: rejection.detail, at: now)
        case .version, .core, .revoked, .violation: leave(.rejected(rejection))
        }
    }

    mutating func checkDeadlines(at now: Instant) {
        switch connection {
        case .idle, .left: return
        case .backingOff(let deadline): if now >= deadline { connect(at: now) }
        case .connecting(let deadline), .greeting(let deadline):
            if now >= deadline { retry(reason: "no answer from the coordinator", at: now) }
        case .joined: keepAlive(at: now)
        }
        let patience =
            hasEverJoined ? configuration.orphanTimeout : configuration.connectTimeout
        guard connection != .joined, now - lastHeard >= patience else { return }
        if let lastRefusal { return leave(.refused(reason: lastRefusal)) }
        leave(.unreachable(reason: "no word from the coordinator for \(patience)"))
    }

    private mutating func keepAlive(at now: Instant) {
        guard now - lastHeard < silenceLimit else {
            return retry(reason: "the coordinator fell silent", at: now)
        }
        // A coordinator with a full store says so with each heartbeat: READY may have been lost.
        if let deadline = storeFullUntil, now >= deadline {
            storeFullUntil = nil
            outbox.rewind()
        }
        if outbox.isWaiting, storeFullUntil == nil, now >= acknowledgementDeadline {
            outbox.rewind()
            acknowledgementDeadline = now + silenceLimit
        }
        if now >= nextHeartbeat { sendHeartbeat(at: now) }
    }

    /// What is in hand.
    ///
    /// Training that has to wait for room is listed as waiting, since it is not hung.
    private var inventory: [InventoryLine] {
        attempts.values.map { attempt in
            let waits = isHolding && attempt.state == .training
            return InventoryLine(
                attempt: attempt.id,
                state: waits ? .waiting : attempt.state,
                epoch: attempt.epoch
            )
        }
    }

    /// Gives a sign of life, with all that is in hand.
    mutating func sendHeartbeat(at now: Instant) {
        let interval = terms?.heartbeatInterval ?? .seconds(1)
        nextHeartbeat = now + interval * (0.8 + 0.4 * random.nextFraction())
        send(.heartbeat(inventory))
    }

    mutating func flushOutbox(at now: Instant) {
        if outbox.isFull, !isHolding {
            isHolding = true
            effects.append(.holdTraining)
        } else if isHolding, outbox.isHalfEmpty {
            isHolding = false
            effects.append(.continueTraining)
        }
        guard connection == .joined, storeFullUntil == nil else { return }
        if !outbox.isWaiting { acknowledgementDeadline = now + silenceLimit }
        for (sequence, message) in outbox.takeUnsent() { send(message, sequence) }
    }
}

/// Growing pauses with full jitter, so that a thousand workers do not come back in the same moment.
///
/// - Source: Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
struct BackOff: Hashable, Sendable {
    let shortest: Duration
    let longest: Duration
    private var failures = 0

    init(shortest: Duration, longest: Duration) {
        self.shortest = shortest
        self.longest = longest
    }

    /// A pause between the shortest one and shortest · 2^failures, at most the longest.
    mutating func next(using random: inout SplitMix64) -> Duration {
        let ceiling = min(longest, shortest * (1 << min(failures, 16)))
        failures += 1
        return shortest + (ceiling - shortest) * random.nextFraction()
    }

    mutating func reset() { failures = 0 }
}
