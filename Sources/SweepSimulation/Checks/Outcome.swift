internal import SweepCoordination
internal import SweepModel
internal import TrainingModel

/// What a sweep must have come to, whatever went wrong: an oracle that trains each run alone.
struct Outcome {
    private let scenario: Scenario

    /// Whether poisoned runs could be trained in the end.
    private let isCured: Bool

    init(_ scenario: Scenario, isCured: Bool) {
        self.scenario = scenario
        self.isCured = isCured
    }

    /// Holds every run of the plan against the store.
    func check(_ store: SimulatedStore) throws(BrokenInvariant) {
        try checkState(of: store)
        let plan = scenario.plan
        var isSeen = [Bool](repeating: false, count: plan.runCount)
        for (index, pack) in store.packs.enumerated() where pack.state != .split {
            for (lane, run) in plan.runs(in: pack.range).enumerated() {
                guard !isSeen[run.place] else {
                    throw BrokenInvariant(.oneWinner, "run \(run.id) has two outcomes")
                }
                isSeen[run.place] = true
                try check(
                    run,
                    lane: lane,
                    of: pack,
                    number: index + 1,
                    isOver: store.state == .done
                )
            }
        }
        if store.state == .done, let missing = isSeen.firstIndex(of: false) {
            throw BrokenInvariant(
                .quietOutcome,
                "run \(plan.run(atPlace: missing).id) has no outcome"
            )
        }
    }

    /// A sweep ends done, unless a user ends it or a run fails that must not.
    private func checkState(of store: SimulatedStore) throws(BrokenInvariant) {
        let hasFailed = store.packs.contains(where: \.hasFailed)
        let endsEarly = scenario.coordinator.failsFast && hasFailed
        let isRight =
            switch store.state {
            case .done: !endsEarly
            case .cancelled: endsEarly || scenario.cancelTime != nil
            case .running, .paused: false
            }
        guard !isRight else { return }
        throw BrokenInvariant(
            .quietOutcome,
            "the sweep ended as \(store.state), \(hasFailed ? "with" : "without") failed runs"
        )
    }

    private func check(
        _ run: Run,
        lane: Int,
        of pack: StoredPack,
        number: Int,
        isOver: Bool
    ) throws(BrokenInvariant) {
        let isPoisoned = scenario.poison[run.foldRun] != nil && !isCured
        switch pack.state {
        case .open where !isOver: return
        case .open, .split:
            throw BrokenInvariant(.quietOutcome, "run \(run.id) is open in pack \(number)")
        case .failed(let reason):
            guard isPoisoned || scenario.mode == .roughAndPoisoned else {
                throw BrokenInvariant(.quietOutcome, "run \(run.id) failed: \(reason)")
            }
        case .finished(let outcomes):
            guard !isPoisoned, let winner = pack.winner else {
                throw BrokenInvariant(.quietOutcome, "poisoned run \(run.id) has finished")
            }
            try check(run, outcomes[lane], lane: lane, of: pack, wonBy: winner)
        }
    }

    private func check(
        _ run: Run,
        _ outcome: RunOutcome,
        lane: Int,
        of pack: StoredPack,
        wonBy winner: AttemptNumber
    ) throws(BrokenInvariant) {
        let spec = scenario.plan.spec
        var training = FakeRun(run.foldRun, spec.training(PackShape(run.setting)))
        guard outcome == training.outcome else {
            throw BrokenInvariant(
                .quietOutcome,
                "run \(run.id) is \(outcome), not \(training.outcome)"
            )
        }
        let needed = training.divergence.map { $0 + 1 } ?? training.stop ?? spec.epochs
        for epoch in 0..<needed {
            let expected = training.train(epoch: epoch)
            let stored = pack.values(lane: lane, epoch: epoch, of: winner)
            guard let stored, stored.hasBits(of: expected) else {
                throw BrokenInvariant(
                    .quietOutcome,
                    "epoch \(epoch) of run \(run.id) is \(stored ?? []), not \(expected)"
                )
            }
        }
        let size = training.parameters.count
        let bytes = pack.parameters(of: winner).dropFirst(lane * size).prefix(size)
        guard Array(bytes) == training.parameters else {
            throw BrokenInvariant(.quietOutcome, "the parameters of run \(run.id) differ")
        }
    }
}

/// A hash over everything that happens, to compare two runs of one seed.
///
/// - Source: FNV-1a, 64 bits.
struct TraceHash: Hashable {
    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func combine(_ time: Instant) { combine(UInt64(bitPattern: time.nanoseconds)) }

    mutating func combine(_ bytes: [UInt8]) {
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }

    mutating func combine(_ number: UInt64) {
        value = (value ^ number) &* 0x100_0000_01b3
    }
}
