internal import SweepCoordination
internal import SweepModel
internal import TrainingModel

/// An admitted worker process that takes work, trains nothing, and sends untrue messages.
struct Liar {
    /// What it draws its lies from.
    var random: SplitMix64

    /// The session that it was given.
    var session = SessionID.none

    /// The number of its last durable message.
    var sequence = SequenceNumber.none

    /// What it was told to train.
    var assigned: [AttemptID] = []

    /// Its own identity.
    var worker: WorkerID

    /// What the runs record.
    let metrics: [Metric]

    /// An attempt that may or may not exist, but is never its own.
    mutating func otherAttempt() -> AttemptID {
        while true {
            let id = AttemptID(
                pack: PackID(UInt64(random.number(in: 1...12))),
                number: AttemptNumber(UInt32(random.number(in: 1...6)))
            )
            if !assigned.contains(id) { return id }
        }
    }

    /// Its HELLO: sometimes with attempts of others, or as somebody else.
    mutating func hello(slots: Int) -> WorkerMessage {
        .hello(
            Hello(
                versions: 1...(random.oneIn(2) ? 1 : 9),
                worker: worker,
                label: "liar",
                build: "0",
                core: Scenario.core,
                canary: Scenario.digest,
                slots: random.number(in: 0...3) * slots,
                prefetch: random.number(in: 0...3),
                inventory: (0..<random.below(3)).map { _ in line(otherAttempt()) }
            )
        )
    }

    /// Something untrue.
    ///
    /// It never sends data of an attempt that it holds: no check could tell them from true ones.
    mutating func lie() -> WorkerMessage {
        let id = otherAttempt()
        switch random.below(9) {
        case 0:
            return .heartbeat((assigned + [id]).map { line($0) })
        case 1:
            return .metrics(
                id,
                EpochBlock(
                    metrics: metrics,
                    firstEpoch: random.below(9),
                    epochCount: 1,
                    runCount: 1,
                    values: metrics.indices.map { Float($0 + 1) }
                )
            )
        case 2: return .part(part(of: .parameters(id)))
        case 3: return .part(part(of: .checkpoint(id, epoch: random.number(in: 1...8))))
        case 4:
            let count = random.number(in: 1...Limits.runsPerPack)
            return .result(
                assigned.isEmpty || random.oneIn(2) ? id : random.pick(assigned),
                [RunOutcome](repeating: .finished, count: count)
            )
        case 5: return .refused(random.oneIn(3) ? assigned.last ?? id : id, reason: "no reason")
        case 6: return .released(assigned + [id, id])
        case 7: return .fetch(.checkpoint(id, epoch: 1), offset: random.below(100))
        default: return .heartbeat(assigned.map { line($0) })
        }
    }

    private mutating func line(_ id: AttemptID) -> InventoryLine {
        InventoryLine(
            attempt: id,
            state: random.pick(InventoryLine.State.allCases),
            epoch: random.below(9)
        )
    }

    private mutating func part(of name: BlobName) -> BlobPart {
        let offset = random.below(16)
        return BlobPart(name: name, offset: offset, totalBytes: 32, bytes: [1, 2, 3, 4])
    }
}
