package import SweepModel
package import TrainingModel

/// A model of the coordinator's store: a transaction is stored as a whole or not at all, the same
/// again changes nothing, and other bits are an anomaly.
///
/// What contradicts what is stored already is a broken invariant where the real store would end the
/// process, and only there; what a coordinator must not do beyond that is the checker's business.
/// One thing is stricter: packs are numbered without gaps, as they are in an array here.
struct SimulatedStore {
    private(set) var incarnation = Incarnation(0)
    private(set) var state = SweepState.running
    private(set) var anomalies: [Anomaly] = []

    /// The workers that were asked to leave, ascending.
    private(set) var drained: [WorkerID] = []

    /// The packs; pack p is at index p − 1.
    private(set) var packs: [StoredPack] = []

    /// What a restarted coordinator goes on from; where `choice` stops runs, with the validation
    /// losses of open packs.
    func recovered(for choice: EpochChoice) -> RecoveredSweep {
        let readsLosses = choice.stopping != nil
        return RecoveredSweep(
            incarnation: incarnation,
            state: state,
            packs: packs.enumerated().map { index, pack in
                let id = PackID(UInt64(index) + 1)
                return RecoveredPack(
                    id: id,
                    range: pack.range,
                    state: pack.state,
                    attempts: pack.state == .open
                        ? pack.attempts.map {
                            recovered($0, of: id, losses: readsLosses ? pack.losses(of: $0) : [])
                        } : []
                )
            },
            drained: drained
        )
    }

    private func recovered(
        _ attempt: StoredAttempt,
        of pack: PackID,
        losses: [[Float]]
    ) -> RecoveredAttempt {
        RecoveredAttempt(
            number: attempt.number,
            end: attempt.end,
            base: attempt.base,
            epochCount: attempt.epochCount,
            parameterBytes: attempt.parameterBytes,
            checkpoint: attempt.checkpoint(of: AttemptID(pack: pack, number: attempt.number)),
            losses: losses
        )
    }

    /// The pack `id`, or `nil` if it was never cut.
    subscript(id: PackID) -> StoredPack? {
        let index = Int(id.rawValue) - 1
        return packs.indices.contains(index) ? packs[index] : nil
    }

    /// The attempt `id`, or `nil` if it was never leased.
    subscript(id: AttemptID) -> StoredAttempt? {
        self[id.pack].flatMap { pack in pack.index(of: id.number).map { pack.attempts[$0] } }
    }

    /// The stored bytes from `offset` to the end of the part in which it lies.
    func part(of name: BlobName, offset: Int) -> BlobPart? {
        let parts: [BlobPart]? =
            switch name {
            case .dataset: nil
            case .checkpoint(let id, let epoch):
                self[id]?.checkpoints.filter { $0.epoch == epoch }
            case .parameters(let id): self[id]?.parameters
            }
        guard let part = parts?.last(where: { $0.offset <= offset }), offset < part.end else {
            return nil
        }
        return BlobPart(
            name: name,
            offset: offset,
            totalBytes: part.totalBytes,
            bytes: Array(part.bytes.dropFirst(offset - part.offset))
        )
    }

    /// Applies one record of a transaction.
    mutating func apply(_ record: StoreRecord) throws(BrokenInvariant) {
        switch record {
        case .started(let incarnation): self.incarnation = incarnation
        case .state(let state): self.state = state
        case .anomaly(let anomaly): anomalies.append(anomaly)
        case .pack(let id, let range):
            guard Int(id.rawValue) == packs.count + 1 else {
                throw BrokenInvariant(
                    .onlyGrowing,
                    "pack \(id) was cut as number \(packs.count + 1)"
                )
            }
            packs.append(StoredPack(range: range))
        case .attempt(let id, _, let base): try insert(id, base)
        case .attemptEnded(let id, let end):
            try change(id) { attempt in attempt.end = attempt.end ?? end }
        case .attemptRevived(let id): try change(id) { $0.end = nil }
        case .epochs(let id, let block): try insert(block, of: id)
        case .part(let part): try insert(part)
        case .result(let id, let outcomes): try finish(id, outcomes)
        case .split(let id): try close(id, as: .split)
        case .failed(let id, let reason): try close(id, as: .failed(reason: reason))
        case .drained(let worker): insert(worker)
        }
    }

    private mutating func report(differentBitsOf id: AttemptID) {
        anomalies.append(Anomaly(kind: .differentBits, attempt: id, detail: "\(id) came again"))
    }

    private mutating func insert(_ worker: WorkerID) {
        let index = drained.firstIndex { $0 >= worker } ?? drained.count
        guard index == drained.count || drained[index] != worker else { return }
        drained.insert(worker, at: index)
    }

    private mutating func insert(
        _ id: AttemptID,
        _ base: CheckpointReference?
    ) throws(BrokenInvariant) {
        guard let pack = self[id.pack] else {
            throw BrokenInvariant(.persistThenSend, "\(id) is of a pack that is not stored")
        }
        guard pack.index(of: id.number) == nil else {
            throw BrokenInvariant(.onlyGrowing, "\(id) was leased twice")
        }
        if let base {
            guard base.attempt.pack == id.pack, base.attempt.number < id.number else {
                throw BrokenInvariant(.onlyGrowing, "\(id) cannot go on from \(base.attempt)")
            }
        }
        let index = pack.attempts.firstIndex { $0.number > id.number } ?? pack.attempts.count
        packs[Int(id.pack.rawValue) - 1].attempts.insert(
            StoredAttempt(number: id.number, base: base),
            at: index
        )
    }

    private mutating func change(
        _ id: AttemptID,
        _ change: (inout StoredAttempt) -> Void
    ) throws(BrokenInvariant) {
        guard let index = self[id.pack]?.index(of: id.number) else {
            throw BrokenInvariant(.persistThenSend, "a record speaks of \(id), which is not stored")
        }
        change(&packs[Int(id.pack.rawValue) - 1].attempts[index])
    }

    private mutating func insert(
        _ block: EpochBlock,
        of id: AttemptID
    ) throws(BrokenInvariant) {
        var isContradiction = false
        try change(id) { attempt in
            if let known = attempt.blocks.first(where: { $0.firstEpoch == block.firstEpoch }) {
                isContradiction = known != block
            } else {
                let index = attempt.blocks.firstIndex { $0.firstEpoch > block.firstEpoch }
                attempt.blocks.insert(block, at: index ?? attempt.blocks.count)
            }
        }
        if isContradiction { report(differentBitsOf: id) }
    }

    private mutating func insert(_ part: BlobPart) throws(BrokenInvariant) {
        var isContradiction = false
        let attempt: AttemptID
        switch part.name {
        case .dataset: throw BrokenInvariant(.strangersChangeNothing, "a dataset was stored")
        case .parameters(let id):
            attempt = id
            try change(id) { isContradiction = !$0.parameters.insert(part) }
        case .checkpoint(let id, let epoch):
            attempt = id
            let stored = self[id.pack]?.attempts ?? []
            try change(id) { attempt in
                isContradiction = !attempt.checkpoints.insert(part)
                guard attempt.checkpoint(of: id)?.epoch == epoch, part.isLast else { return }
                attempt.checkpoints.removeAll { old in
                    old.epoch < epoch
                        && !stored.contains {
                            $0.end == nil && $0.base?.attempt == id && $0.base?.epoch == old.epoch
                        }
                }
            }
        }
        if isContradiction { report(differentBitsOf: attempt) }
    }

    private mutating func finish(
        _ id: AttemptID,
        _ outcomes: [RunOutcome]
    ) throws(BrokenInvariant) {
        guard let pack = self[id.pack] else {
            throw BrokenInvariant(.persistThenSend, "\(id) has a result, but is not stored")
        }
        guard outcomes.count == pack.range.count else {
            throw BrokenInvariant(
                .oneWinner,
                "\(id) has \(outcomes.count) outcomes for \(pack.range.count) runs"
            )
        }
        // A second result changes nothing; one that differs is an anomaly.
        guard pack.state == .open else {
            if pack.state != .finished(outcomes) { report(differentBitsOf: id) }
            return
        }
        try close(id.pack, as: .finished(outcomes))
        packs[Int(id.pack.rawValue) - 1].winner = id.number
    }

    private mutating func close(
        _ id: PackID,
        as state: RecoveredPack.State
    ) throws(BrokenInvariant) {
        switch self[id]?.state {
        // Runs that failed may be cut anew.
        case .open, .failed: break
        case .finished, .split: throw BrokenInvariant(.oneWinner, "pack \(id) was closed twice")
        case nil: throw BrokenInvariant(.persistThenSend, "pack \(id) was closed, but never cut")
        }
        let index = Int(id.rawValue) - 1
        packs[index].state = state
        for attempt in packs[index].attempts.indices {
            packs[index].attempts[attempt].checkpoints = []
        }
    }
}

extension [BlobPart] {
    /// Inserts a part by epoch and offset, unless there is one at its offset.
    ///
    /// - Returns: Whether the part is not in contradiction to what was there.
    fileprivate mutating func insert(_ part: BlobPart) -> Bool {
        if let known = first(where: { $0.epoch == part.epoch && $0.offset == part.offset }) {
            return known == part
        }
        let index = firstIndex { ($0.epoch, $0.offset) > (part.epoch, part.offset) }
        insert(part, at: index ?? count)
        return true
    }
}

extension SimulatedStore {
    /// Whether everything in a durable message is stored or no longer wanted.
    func reflects(_ message: WorkerMessage) -> Bool {
        switch message {
        case .metrics(let id, let block):
            isOver(id) || self[id]?.blocks.contains(block) == true
        case .part(let part):
            switch part.name {
            case .parameters(let id): isOver(id) || self[id]?.parameters.contains(part) == true
            // A checkpoint is a help, not a datum: an older or interrupted one may be let go.
            case .checkpoint, .dataset: true
            }
        case .result(let id, _): isOver(id)
        // Whoever does not hear of these waits for the end of the lease.
        case .refused, .released: true
        case .hello, .heartbeat, .fetch, .bye: true
        }
    }

    /// Whether nothing of an attempt is wanted: its pack is closed, or newer ones took its place.
    private func isOver(_ id: AttemptID) -> Bool {
        guard let pack = self[id.pack], let newest = pack.attempts.last else { return false }
        return pack.state != .open
            || newest.number.rawValue >= id.number.rawValue + UInt32(Limits.attemptsRemembered)
    }
}

/// The modelled store as what a coordinator stores in, for the tests that hold all stores to one
/// contract.
package final class StoreModel: SweepStorage {
    private var store = SimulatedStore()

    /// Makes the store of a new sweep.
    package init() {}

    package func recover(for choice: EpochChoice) -> RecoveredSweep {
        store.recovered(for: choice)
    }

    package func commit(_ records: [StoreRecord]) throws -> CommitOutcome {
        let before = store
        do throws(BrokenInvariant) {
            for record in records { try store.apply(record) }
        } catch {
            store = before
            throw error
        }
        return .committed(anomalies: Array(store.anomalies.dropFirst(before.anomalies.count)))
    }

    package func part(of name: BlobName, offset: Int) -> BlobPart? {
        store.part(of: name, offset: offset)
    }
}
