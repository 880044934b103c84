internal import SweepCoordination
internal import SweepModel
internal import SweepWire
internal import TrainingModel

/// Stands between machines and shells, and does what a planted bug would; without one, nothing.
struct Tampering {
    private let bug: PlantedBug?
    private var random: SplitMix64
    private var refused: [StoreRecord] = []
    private var lastSequence: [SessionID: SequenceNumber] = [:]

    init(bug: PlantedBug?, seed: UInt64) {
        self.bug = bug
        random = SplitMix64(seed: seed ^ 0xb06)
    }

    /// What is sent before it may be.
    enum EarlyPhase: Hashable {
        /// All but acknowledgements.
        case messages

        /// Acknowledgements.
        case acknowledgements
    }

    /// What of a batch is sent before its records are stored.
    var sentEarly: EarlyPhase? {
        switch bug {
        case .sendsBeforeCommit: .messages
        case .acknowledgesBeforeCommit: .acknowledgements
        default: nil
        }
    }

    var takesFullForStored: Bool { bug == .takesFullForStored }
    var acknowledgesFailedCommit: Bool { bug == .acknowledgesFailedCommit }
    var ignoresHold: Bool { bug == .ignoresHold }
    var reportsEndFirst: Bool { bug == .reportsEndFirst }
    var blamesOwnPause: Bool { bug == .blamesOwnPause }

    /// Whether the driver does not hear of a request to leave, the first one being number 1.
    func loses(stopRequest number: Int) -> Bool {
        (bug == .losesStop && number == 1) || (bug == .ignoresSecondStop && number > 1)
    }

    // MARK: The coordinator's shell

    /// The frame that the driver gets.
    mutating func received(_ frame: [UInt8]) -> [UInt8] {
        guard bug != nil else { return frame }
        do throws(WireError) {
            let envelope = try WorkerEnvelope(decoding: frame)
            return WorkerEnvelope(
                session: envelope.session,
                sequence: sequence(of: envelope),
                message: received(envelope.message)
            )
            .encoded()
        } catch {
            return frame
        }
    }

    private mutating func sequence(of envelope: WorkerEnvelope) -> SequenceNumber {
        guard bug == .actsOnDuplicates, envelope.message.isDurable else { return envelope.sequence }
        let last = lastSequence[envelope.session] ?? .none
        let sequence = envelope.sequence <= last ? last.next : envelope.sequence
        if sequence == last.next { lastSequence[envelope.session] = sequence }
        return sequence
    }

    private func received(_ message: WorkerMessage) -> WorkerMessage {
        switch message {
        case .hello(var hello):
            if bug == .overdrawsCredits { hello.prefetch += 1 }
            return .hello(hello)
        case .heartbeat(let lines):
            if bug == .ignoresHeartbeats { return .heartbeat([]) }
            return .heartbeat(lines.map(received))
        default: return message
        }
    }

    private func received(_ line: InventoryLine) -> InventoryLine {
        switch (bug, line.state) {
        case (.countsWaitingRuns, .waiting):
            InventoryLine(attempt: line.attempt, state: .training, epoch: line.epoch)
        case (.hidesTraining, .training):
            InventoryLine(attempt: line.attempt, state: .waiting, epoch: line.epoch)
        default: line
        }
    }

    /// What is sent in place of `envelope`.
    func sent(_ envelope: CoordinatorEnvelope) -> CoordinatorEnvelope {
        guard bug == .acknowledgesTooMuch, envelope.acknowledged != .none else { return envelope }
        return CoordinatorEnvelope(
            session: envelope.session,
            acknowledged: envelope.acknowledged.next,
            message: envelope.message
        )
    }

    /// What of a batch is stored.
    mutating func stored(_ batch: [StoreRecord]) -> [StoreRecord] {
        if bug == .dropsHeldBatches, batch == refused {
            refused = []
            return []
        }
        return batch.compactMap { record in
            guard !isLost(record) else { return nil }
            guard bug == .shortensPacks, case .pack(let id, let range) = record, range.count > 1
            else { return record }
            return .pack(id, RunRange(first: range.first, count: range.count - 1))
        }
    }

    /// Remembers what found no room.
    mutating func found(noRoomFor batch: [StoreRecord]) { refused = batch }

    private mutating func isLost(_ record: StoreRecord) -> Bool {
        switch (bug, record) {
        case (.losesAttempts, .attempt), (.losesEpochs, .epochs), (.losesParts, .part),
            (.losesResults, .result):
            random.oneIn(8)
        case (.losesRevivals, .attemptRevived): true
        case (.losesSplits, .split), (.losesSplits, .failed), (.losesStates, .state): true
        default: false
        }
    }

    /// What a crash leaves of a transaction.
    mutating func torn(_ batch: [StoreRecord]) -> [StoreRecord] {
        let batch = stored(batch)
        return bug == .tearsTransactions ? batch.filter { _ in random.oneIn(2) } : batch
    }

    /// What a restart reads.
    func recovered(_ sweep: RecoveredSweep) -> RecoveredSweep {
        guard bug != nil else { return sweep }
        var sweep = sweep
        if bug == .forgetsPause, sweep.state == .paused { sweep.state = .running }
        if bug == .forgetsDrained { sweep.drained = [] }
        for index in sweep.packs.indices { change(&sweep.packs[index]) }
        return sweep
    }

    private func change(_ pack: inout RecoveredPack) {
        switch bug {
        case .reusesAttemptNumbers: pack.attempts = pack.attempts.dropLast()
        case .recoversTooManyEpochs:
            for index in pack.attempts.indices { pack.attempts[index].epochCount += 1 }
        case .forgetsParameters:
            for index in pack.attempts.indices { pack.attempts[index].parameterBytes = 0 }
        case .repeatsFinishedPacks: if case .finished = pack.state { pack.state = .open }
        default: return
        }
    }

    /// The part that is served.
    func served(_ part: BlobPart?) -> BlobPart? {
        guard let part else { return nil }
        switch bug {
        case .servesFirstPart:
            return BlobPart(
                name: part.name,
                offset: 0,
                totalBytes: part.totalBytes,
                bytes: part.bytes
            )
        case .damagesParts:
            var bytes = part.bytes
            bytes[0] ^= 1
            return BlobPart(
                name: part.name,
                offset: part.offset,
                totalBytes: part.totalBytes,
                bytes: bytes
            )
        default: return part
        }
    }

    // MARK: The worker's shell

    /// An acknowledgement that the coordinator did not send, of all that a worker has sent.
    func earlyAcknowledgement(
        for envelope: CoordinatorEnvelope,
        _ sentCount: Int
    ) -> CoordinatorEnvelope? {
        guard bug == .forgetsWhatIsSent, sentCount > 0 else { return nil }
        return CoordinatorEnvelope(
            session: envelope.session,
            acknowledged: SequenceNumber(UInt64(sentCount)),
            message: .acknowledge
        )
    }

    /// The index of the report that a spool of `count` reports gives back.
    func spoolIndex(of count: Int) -> Int { bug == .reversesSpool ? count - 1 : 0 }

    /// What a slot is to train.
    func assigned(_ assignment: Assignment) -> Assignment {
        var changed = assignment
        if bug == .ignoresFolds { changed.fold = 0 }
        if bug == .ignoresChoices {
            changed.training = TrainingConfiguration(
                assignment.training.pack,
                epochs: assignment.training.epochs,
                shuffle: assignment.training.shuffle,
                metrics: assignment.training.metrics
            )
        }
        return changed
    }

    /// The state that training goes on from.
    func restored(_ checkpoint: [UInt8]?) -> [UInt8]? {
        switch bug {
        case .ignoresCheckpoints: nil
        case .zeroesCheckpoints:
            checkpoint.map { $0.prefix(8) + [UInt8](repeating: 0, count: $0.count - 8) }
        default: checkpoint
        }
    }
}
