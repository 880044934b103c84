internal import OrderedCollections
internal import SweepModel
internal import TrainingModel

extension WorkerMachine {
    /// Takes an attempt in hand, or gives it back.
    ///
    /// A coordinator assigns no more than the worker's credits. One that assigns without end is
    /// not answered: what it sends must not fill this worker's memory.
    mutating func accept(_ assignment: Assignment) {
        guard outbox.count < Limits.attemptsPerMessage, hasRoomForAttempt else { return }
        guard stopDeadline == nil, !isDraining else {
            return outbox.append(.released([assignment.attempt]))
        }
        // An attempt that is being given up is not taken again, however often ASSIGN is repeated.
        guard attempts[assignment.attempt] == nil, !outbox.holds(assignment.attempt) else { return }
        attempts[assignment.attempt] = HeldAttempt(assignment)
        acceptedCount += 1
        if let reason = reasonToRefuse(assignment) { fail(assignment.attempt, reason: reason) }
    }

    /// Whether one more attempt may be in hand: twice the credits, since those that a restarted
    /// coordinator does not know of are still here when it assigns new ones.
    private var hasRoomForAttempt: Bool {
        let credits = configuration.slots + configuration.prefetch
        return attempts.values.count { $0.state != .finished } < max(16, 2 * credits)
            && attempts.count < Limits.attemptsPerMessage
    }

    /// What of an assignment is beyond what a worker does for a coordinator, or `nil`.
    private func reasonToRefuse(_ assignment: Assignment) -> String? {
        if !datasets.contains(assignment.dataset), datasets.count >= Limits.datasetsPerWorker {
            return "this worker has \(datasets.count) other datasets in memory; allowed are "
                + "\(Limits.datasetsPerWorker)"
        }
        guard let checkpoint = assignment.checkpoint else { return nil }
        let allowedBytes = Limits.checkpointBytes(
            lanes: assignment.runs.count,
            of: assignment.training
        )
        guard checkpoint.totalBytes > allowedBytes else { return nil }
        return "the checkpoint has \(checkpoint.totalBytes) bytes; allowed are \(allowedBytes) for "
            + "\(assignment.runs.count) lanes of this shape"
    }

    /// Forgets an attempt whose result is no longer wanted.
    mutating func drop(_ id: AttemptID) {
        guard let attempt = attempts.removeValue(forKey: id) else { return }
        outbox.forget(id)
        guard attempt.state == .training else { return }
        effects.append(.stopTraining(id))
        effects.append(.notice(.stopped(id)))
    }

    /// Forgets finished attempts whose messages are all acknowledged.
    mutating func forgetAcknowledged() {
        for attempt in attempts.values where attempt.state == .finished && !outbox.holds(attempt.id)
        {
            attempts.removeValue(forKey: attempt.id)
        }
    }

    /// Gives every free slot the oldest attempt whose data are here.
    ///
    /// The coordinator hears of it before the training begins: should it take this process down,
    /// the
    /// runs are known that were trained.
    mutating func startTraining(at now: Instant) {
        guard stopDeadline == nil, !isDraining else { return }
        let free = configuration.slots - attempts.values.count { $0.state == .training }
        guard free > 0 else { return }
        let starting = attempts.values.filter(isReady).prefix(free)
        guard !starting.isEmpty else { return }
        for attempt in starting {
            attempts[attempt.id]?.state = .training
            attempts[attempt.id]?.beginning = now
            attempts[attempt.id]?.checkpoint = nil
        }
        if connection == .joined { sendHeartbeat(at: now) }
        for attempt in starting {
            effects.append(
                .train(
                    attempt.assignment,
                    checkpoint: attempt.checkpoint,
                    saveEvery: terms?.checkpointInterval ?? .seconds(30)
                )
            )
            effects.append(.notice(.training(attempt.id, runs: attempt.assignment.runs.count)))
        }
    }

    private func isReady(_ attempt: HeldAttempt) -> Bool {
        attempt.state == .waiting && datasets.contains(attempt.assignment.dataset)
            && attempt.missingCheckpoint == nil
    }

    mutating func take(_ report: SlotReport, at now: Instant) {
        switch report {
        case .trained(let id, let block): append(block, of: id)
        case .saved(let id, let epoch, let bytes): append(bytes, of: id, after: epoch)
        case .finished(let id, let outcomes, let parameters):
            finish(id, outcomes, parameters: parameters, at: now)
        case .failed(let id, let reason): fail(id, reason: reason)
        }
    }

    private mutating func append(_ block: EpochBlock, of id: AttemptID) {
        guard attempts[id]?.state == .training else { return }
        attempts[id]?.epoch = block.epochs.upperBound
        outbox.append(.metrics(id, block))
    }

    private mutating func append(_ bytes: [UInt8], of id: AttemptID, after epoch: Int) {
        guard let attempt = attempts[id], attempt.state == .training else { return }
        let (training, lanes) = (attempt.assignment.training, attempt.assignment.runs.count)
        // The state of a very large pack fits no blob; should the attempt be lost, a later one
        // begins at its start.
        guard bytes.count <= Limits.checkpointBytes(lanes: lanes, of: training) else { return }
        appendParts(of: .checkpoint(id, epoch: epoch), bytes)
    }

    private mutating func finish(
        _ id: AttemptID,
        _ outcomes: [RunOutcome],
        parameters: [UInt8],
        at now: Instant
    ) {
        guard let attempt = attempts[id], attempt.state == .training else { return }
        if let beginning = attempt.beginning {
            longestTraining = max(longestTraining, now - beginning)
        }
        attempts[id]?.state = .finished
        appendParts(of: .parameters(id), parameters)
        outbox.append(.result(id, outcomes))
    }

    private mutating func appendParts(of name: BlobName, _ bytes: [UInt8]) {
        for offset in stride(from: 0, to: bytes.count, by: configuration.partSizeBytes) {
            let end = min(offset + configuration.partSizeBytes, bytes.count)
            outbox.append(
                .part(
                    BlobPart(
                        name: name,
                        offset: offset,
                        totalBytes: bytes.count,
                        bytes: Array(bytes[offset..<end])
                    )
                )
            )
        }
    }

    mutating func fail(_ id: AttemptID, reason: String) {
        guard let attempt = attempts.removeValue(forKey: id) else { return }
        if attempt.state == .training { effects.append(.stopTraining(id)) }
        outbox.append(.refused(id, reason: reason))
        effects.append(.notice(.failed(id, reason: reason)))
    }
}
