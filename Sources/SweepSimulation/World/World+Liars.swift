internal import SweepCoordination
internal import SweepModel
internal import SweepWire
internal import TrainingModel

extension World {
    /// Starts a lying process on a host; sometimes it calls itself another worker.
    func startLiar(_ worker: Int, seed: UInt64) {
        guard !workers[worker].isUp else { return }
        workers[worker].life += 1
        var random = SplitMix64(seed: seed)
        let victim = random.below(workers.count)
        let identity =
            random.oneIn(4)
            ? UInt64(victim + 1) + UInt64(workers[victim].life) * 1_000
            : UInt64(worker + 1) + UInt64(workers[worker].life) * 1_000
        workers[worker].liar = Liar(
            random: random,
            worker: WorkerID(identity),
            metrics: scenario.plan.spec.recordedMetrics
        )
        openConnection(of: worker)
    }

    /// Introduces a liar, and plans its first lie.
    func sendHello(ofLiar worker: Int) {
        guard var liar = workers[worker].liar else { return }
        let hello = liar.hello(slots: scenario.workers[worker].slots)
        workers[worker].liar = liar
        send(
            WorkerEnvelope(session: .none, sequence: .none, message: hello).encoded(),
            from: worker
        )
        planLie(of: worker)
    }

    private func planLie(of worker: Int) {
        let event = Event.liarSpeaks(worker: worker, life: workers[worker].life)
        queue.schedule(event, at: now + random.duration(in: .milliseconds(10)...(.seconds(1))))
    }

    /// Lets a lying worker send an untrue message.
    func speak(asLiar worker: Int) {
        guard var liar = workers[worker].liar else { return }
        let message = liar.lie()
        if message.isDurable {
            liar.sequence =
                liar.random.oneIn(8)
                ? SequenceNumber(UInt64(liar.random.number(in: 1...9))) : liar.sequence.next
        }
        let isForged = liar.random.oneIn(10)
        let session = isForged ? SessionID(liar.random.next() | 1) : liar.session
        workers[worker].liar = liar
        planLie(of: worker)
        guard session != .none else { return }
        let sequence = message.isDurable ? liar.sequence : .none
        let envelope = WorkerEnvelope(session: session, sequence: sequence, message: message)
        send(envelope.encoded(), from: worker)
    }

    /// Lets a liar learn its session and its work.
    func hear(_ envelope: CoordinatorEnvelope, asLiar worker: Int) {
        switch envelope.message {
        case .welcome:
            workers[worker].liar?.session = envelope.session
            workers[worker].liar?.sequence = .none
            workers[worker].liar?.assigned = []
        case .assign(let assignment): workers[worker].liar?.assigned.append(assignment.attempt)
        case .goodbye, .rejected: killWorker(worker, restartAfter: scenario.restartDelay)
        default: return
        }
    }

    /// Lets strangers send garbage, forgeries, and frames that they have overheard.
    func sendAsStrangers(_ count: Int, using random: inout SplitMix64) {
        guard coordinator.driver != nil else { return }
        for _ in 0..<count {
            let frame = strangeFrame(using: &random)
            trace.combine(frame)
            let peer = PeerID.stranger(random.below(4))
            coordinator.inbox.append(.init(peer: peer, frame: frame))
        }
        wakeCoordinator(at: now)
    }

    private func strangeFrame(using random: inout SplitMix64) -> [UInt8] {
        let overheard = self.overheard.isEmpty ? [] : random.pick(self.overheard)
        switch random.below(4) {
        case 0: return (0..<random.below(64)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        case 1: return Array(overheard.prefix(random.below(max(1, overheard.count))))
        case 2:
            var frame = overheard
            if !frame.isEmpty { frame[random.below(frame.count)] ^= 1 << UInt8(random.below(8)) }
            return frame.isHello ? [] : frame
        default: return overheard.isHello ? [] : overheard
        }
    }
}

extension [UInt8] {
    /// Whether the frame is a whole HELLO: a stranger that repeats one is a liar.
    fileprivate var isHello: Bool {
        guard
            case .success(let envelope) = Result(catching: { () throws(WireError) in
                try WorkerEnvelope(decoding: self)
            })
        else { return false }
        if case .hello = envelope.message { return true }
        return false
    }
}
