internal import SweepModel
internal import TrainingModel

extension CoordinatorMachine {
    /// Acts on a durable message if it is the session's next one.
    mutating func receiveDurable(
        _ envelope: WorkerEnvelope,
        from peer: PeerID,
        at now: Instant
    ) {
        guard var session = sessions[peer], !isStoreFull else { return }
        guard envelope.sequence <= session.received.next else { return }
        if !session.owesAcknowledgement {
            session.owesAcknowledgement = true
            owedAcknowledgements.append(peer)
        }
        let isNew = envelope.sequence == session.received.next
        if isNew { session.received = envelope.sequence }
        sessions[peer] = session
        guard isNew else { return }
        do {
            try act(on: envelope.message, of: session, from: peer, at: now)
        } catch {
            recordViolation(of: peer, error.detail)
            if let id = error.discredited { discredit(id, reason: error.detail) }
        }
    }

    private mutating func act(
        on message: WorkerMessage,
        of session: WorkerSession,
        from peer: PeerID,
        at now: Instant
    ) throws(ProtocolViolation) {
        switch message {
        case .metrics(let id, let block): try accept(block, of: id, from: session, at: now)
        case .part(let part): try accept(part, from: session, at: now)
        case .result(let id, let outcomes):
            if try accept(outcomes, of: id, from: session) { enqueue(peer) }
        case .refused(let id, let reason):
            guard try find(id, of: session)?.isLeased == true else { return }
            endAttempt(id, .refused, reason: "worker \(session.label): \(reason)")
        case .released(let ids):
            sessions[peer]?.isStopping = true
            knownTop = nil
            for id in ids where try find(id, of: session)?.isLeased == true {
                endAttempt(id, .released)
            }
        case .hello, .heartbeat, .fetch, .bye:
            preconditionFailure("\(message) is not durable")
        }
    }

    /// The attempt `id` of an open pack, or `nil` if the pack is closed or the attempt forgotten.
    private mutating func find(
        _ id: AttemptID,
        of session: WorkerSession
    ) throws(ProtocolViolation) -> Attempt? {
        guard id.pack.rawValue > 0, id.pack < nextPack else {
            throw ProtocolViolation("\(session.label) refers to \(id), a pack that does not exist")
        }
        guard let pack = packs[id.pack] else {
            progress.late += 1
            return nil
        }
        guard let index = pack.index(of: id.number) else {
            guard id.number.rawValue > 0, id.number < pack.nextNumber else {
                throw ProtocolViolation("\(session.label) refers to \(id), which was never leased")
            }
            progress.late += 1
            return nil
        }
        guard let worker = pack.attempts[index].worker else {
            // It was leased before a restart, and its worker did not claim it since.
            progress.late += 1
            return nil
        }
        guard worker == session.worker else {
            throw ProtocolViolation("\(session.label) refers to \(id), another worker's attempt")
        }
        if !pack.attempts[index].isLeased { progress.late += 1 }
        return pack.attempts[index].isDiscredited ? nil : pack.attempts[index]
    }

    private mutating func accept(
        _ block: EpochBlock,
        of id: AttemptID,
        from session: WorkerSession,
        at now: Instant
    ) throws(ProtocolViolation) {
        guard let attempt = try find(id, of: session), let pack = packs[id.pack] else { return }
        guard block.metrics == plan.spec.recordedMetrics else {
            throw ProtocolViolation(
                "\(id) records \(plan.spec.recordedMetrics.map(\.name)), not "
                    + "\(block.metrics.map(\.name))"
            )
        }
        guard block.runCount == pack.range.count, block.epochCount > 0,
            block.firstEpoch >= attempt.base?.epoch ?? 0,
            block.epochs.upperBound <= plan.spec.epochs
        else {
            throw ProtocolViolation(
                "\(id) has \(pack.range.count) runs of \(plan.spec.epochs) epochs, not "
                    + "\(block.runCount) with epochs \(block.epochs)"
            )
        }
        let isNew = block.firstEpoch == attempt.epochCount
        guard isNew || block.epochs.upperBound <= attempt.epochCount else {
            throw ProtocolViolation("\(id) sent epochs \(block.epochs) after \(attempt.epochCount)")
        }
        guard isNew else {
            let bytes = block.values.count * LittleEndian.floatSizeBytes
            let allowedBytes =
                plan.spec.epochs * block.runCount * block.metrics.count
                * LittleEndian.floatSizeBytes
            if mayCompare(bytes: bytes, allowedBytes: allowedBytes, of: id) {
                effects.append(.persist(.epochs(id, block)))
            }
            return
        }
        var lanes = attempt.lanes
        do {
            try lanes.append(block)
        } catch {
            return try reject(attempt, id, for: error)
        }
        effects.append(.persist(.epochs(id, block)))
        progress.epochs += block.epochCount * block.runCount
        let configuration = configuration
        update(id) { attempt in
            attempt.lanes = lanes
            attempt.epochCount = block.epochs.upperBound
            attempt.hasStarted = true
            attempt.leaseDeadline = now + configuration.times.lease
        }
        noteProgress(of: id, session)
    }

    private mutating func accept(
        _ part: BlobPart,
        from session: WorkerSession,
        at now: Instant
    ) throws(ProtocolViolation) {
        switch part.name {
        case .dataset:
            throw ProtocolViolation("\(session.label) sent a part of a dataset")
        case .parameters(let id):
            try acceptParameters(part, of: id, from: session)
        case .checkpoint(let id, let epoch):
            try acceptCheckpoint(part, of: id, epoch: epoch, from: session)
        }
    }

    private mutating func acceptParameters(
        _ part: BlobPart,
        of id: AttemptID,
        from session: WorkerSession
    ) throws(ProtocolViolation) {
        guard let attempt = try find(id, of: session), let pack = packs[id.pack] else { return }
        let totalBytes = parameterBytes(of: pack)
        guard part.totalBytes == totalBytes, part.end <= totalBytes else {
            throw ProtocolViolation(
                "\(part.name) have \(totalBytes) bytes, not \(part.totalBytes) up to \(part.end)"
            )
        }
        let isNew = part.offset == attempt.parameterBytes
        guard isNew || part.end <= attempt.parameterBytes else {
            throw ProtocolViolation(
                "\(part.name) sent from byte \(part.offset) after \(attempt.parameterBytes)"
            )
        }
        guard isNew else {
            if mayCompare(bytes: part.bytes.count, allowedBytes: totalBytes, of: id) {
                effects.append(.persist(.part(part)))
            }
            return
        }
        effects.append(.persist(.part(part)))
        let laneBytes = totalBytes / pack.range.count
        update(id) { attempt in
            attempt.lanes.append(parameters: part.bytes, at: part.offset, laneBytes: laneBytes)
            attempt.parameterBytes = part.end
        }
        noteProgress(of: id, session)
    }

    /// Moves the deadline of an attempt of which something new has arrived.
    private mutating func noteProgress(of id: AttemptID, _ session: WorkerSession) {
        let deadline = lastSeen + configuration.times.progressDeadline
        update(id) { $0.progressDeadline = max($0.progressDeadline, deadline) }
        if let peer = peers[session.worker] { sessions[peer]?.lastProgress = lastSeen }
    }

    /// Whether what is here already is worth another look: contradictions are recorded, but not
    /// endlessly many.
    private mutating func mayCompare(bytes: Int, allowedBytes: Int, of id: AttemptID) -> Bool {
        var mayCompare = progress.anomalies < Limits.anomalies
        if mayCompare {
            update(id) { attempt in
                mayCompare = attempt.budget.takeComparison(bytes: bytes, allowedBytes: allowedBytes)
            }
        }
        if !mayCompare { progress.uncompared += 1 }
        return mayCompare
    }

    private mutating func acceptCheckpoint(
        _ part: BlobPart,
        of id: AttemptID,
        epoch: Int,
        from session: WorkerSession
    ) throws(ProtocolViolation) {
        guard let attempt = try find(id, of: session), let pack = packs[id.pack] else { return }
        guard epoch >= 1, epoch <= attempt.epochCount, part.end <= part.totalBytes else {
            throw ProtocolViolation("\(part.name) does not fit \(attempt.epochCount) epochs")
        }
        let allowedBytes = Limits.checkpointBytes(
            lanes: pack.range.count,
            of: plan.spec.training(plan.shape(of: pack.range))
        )
        guard part.totalBytes <= allowedBytes else {
            throw ProtocolViolation(
                "\(part.name) has \(part.totalBytes) bytes, allowed are \(allowedBytes) for "
                    + "\(pack.range.count) lanes of this shape"
            )
        }
        let reference = CheckpointReference(
            attempt: id,
            epoch: epoch,
            totalBytes: part.totalBytes
        )
        let arrived = attempt.arriving?.reference == reference ? attempt.arriving?.bytes ?? 0 : 0
        let isKnown = attempt.checkpoint.map { epoch <= $0.epoch } ?? false
        guard !isKnown else { return }
        // Where its lanes had stopped is known now, and not later.
        guard epoch == attempt.epochCount || plan.spec.choice.stopping == nil else {
            throw ProtocolViolation("\(part.name) came after \(attempt.epochCount) epochs")
        }
        // A restart of this machine forgets what had arrived of a checkpoint; the next one is
        // whole.
        guard part.offset == arrived else { return }
        if let unfinished = attempt.arriving, unfinished.reference != reference {
            var mayBegin = false
            update(id) { attempt in
                mayBegin = attempt.budget.takeUnfinished(
                    bytes: unfinished.bytes,
                    allowedBytes: allowedBytes
                )
            }
            guard mayBegin else {
                throw ProtocolViolation(
                    "\(part.name) begins before \(unfinished.reference.epoch) epochs' checkpoint "
                        + "is whole, and so did others"
                )
            }
        }
        effects.append(.persist(.part(part)))
        update(id) { attempt in
            attempt.arriving = part.isLast ? nil : (reference, part.end)
            guard part.isLast else { return }
            attempt.checkpoint = reference
            attempt.checkpointStops = attempt.lanes.stops
        }
        // It has a bound, and the next epochs may wait behind it.
        noteProgress(of: id, session)
    }

    /// Closes the pack if the attempt is complete.
    private mutating func accept(
        _ outcomes: [RunOutcome],
        of id: AttemptID,
        from session: WorkerSession
    ) throws(ProtocolViolation) -> Bool {
        guard let attempt = try find(id, of: session), let pack = packs[id.pack] else {
            return true
        }
        guard outcomes.count == pack.range.count else {
            throw ProtocolViolation(
                "\(id) has \(pack.range.count) runs, not \(outcomes.count) outcomes"
            )
        }
        guard let epochs = epochsNeeded(by: outcomes, attempt.lanes.stops),
            attempt.epochCount >= epochs || isMisled(attempt),
            attempt.parameterBytes == parameterBytes(of: pack)
        else {
            throw ProtocolViolation("the result of \(id) came before all of its data")
        }
        do {
            try attempt.lanes.check(outcomes)
        } catch {
            try reject(attempt, id, for: error)
            return true
        }
        guard attempt.epochCount >= epochs,
            agreesWithEarlierAttempts(attempt, outcomes, in: pack)
        else {
            discredit(id, reason: "\(id) went on from a state that contradicts its metrics")
            return true
        }
        noteTime(of: attempt, in: pack)
        raise(session.worker)
        effects.append(.persist(.result(id, outcomes)))
        for outcome in outcomes { progress.runs.count(outcome) }
        queue.allocator.complete(pack.range, outcomes)
        close(pack, wonBy: id)
        finishIfDone()
        return true
    }

    /// Whether an attempt may have gone on from a state in which a lane had stopped, or not, against
    /// the losses that are stored: its worker cannot know.
    private func isMisled(_ attempt: Attempt) -> Bool {
        attempt.base != nil && plan.spec.choice.stopping != nil
    }

    /// Takes nothing more of an attempt that has sent what cannot be.
    private mutating func reject(
        _ attempt: Attempt,
        _ id: AttemptID,
        for result: ImpossibleResult
    ) throws(ProtocolViolation) {
        guard result.mayBeOfBase, isMisled(attempt) else {
            throw ProtocolViolation("\(id): \(result.detail)", discredited: id)
        }
        discredit(id, reason: "\(id) went on from a state that contradicts it: \(result.detail)")
    }

    /// Whether the outcomes go together with the epochs of the attempts that led to this one.
    ///
    /// If not, no worker has broken a rule that it could know of: an earlier one has sent a
    /// checkpoint of some other training.
    private func agreesWithEarlierAttempts(
        _ attempt: Attempt,
        _ outcomes: [RunOutcome],
        in pack: OpenPack
    ) -> Bool {
        var later = attempt
        while let base = later.base, let index = pack.index(of: base.attempt.number) {
            let earlier = pack.attempts[index]
            guard earlier.lanes.agrees(with: outcomes, before: base.epoch) else { return false }
            later = earlier
        }
        return true
    }

    /// The epochs that a complete attempt has sent, or `nil` if the outcomes cannot be.
    private func epochsNeeded(by outcomes: [RunOutcome], _ stops: StopHistory) -> Int? {
        var needed = 0
        for (lane, outcome) in outcomes.enumerated() {
            switch outcome {
            case .finished: needed = max(needed, stops.stop(ofLane: lane) ?? plan.spec.epochs)
            case .diverged(let epoch):
                guard (0..<plan.spec.epochs).contains(epoch) else { return nil }
                needed = max(needed, epoch + 1)
            case .failed: return nil
            }
        }
        return needed
    }

    private func parameterBytes(of pack: OpenPack) -> Int {
        pack.range.count * plan.shape(of: pack.range).parameterCount
            * MemoryLayout<Float>.size
    }
}

/// What a peer did that the protocol does not allow.
struct ProtocolViolation: Error {
    let detail: String

    /// The attempt that is worth nothing any more, if there is one.
    let discredited: AttemptID?

    init(_ detail: String, discredited: AttemptID? = nil) {
        self.detail = detail
        self.discredited = discredited
    }
}
