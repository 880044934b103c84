public import SweepModel
internal import TrainingModel

extension CoordinatorMachine {
    /// Starts a coordinator for `plan` from what its store holds; ``RecoveredSweep/empty`` for a
    /// new one.
    ///
    /// - Parameters:
    ///   - plan: What to train.
    ///   - recovered: What the store holds.
    ///   - configuration: The terms for workers.
    ///   - now: The current time.
    /// - Returns: The machine, and the effects of its start.
    public static func start(
        plan: SweepPlan,
        recovered: RecoveredSweep,
        configuration: CoordinatorConfiguration,
        at now: Instant
    ) -> (CoordinatorMachine, [CoordinatorEffect]) {
        var machine = CoordinatorMachine(
            plan: plan,
            recovered: recovered,
            configuration: configuration,
            at: now
        )
        machine.effects.append(.persist(.started(machine.incarnation)))
        machine.finishIfDone()
        let effects = machine.effects
        machine.effects.removeAll()
        return (machine, effects)
    }

    private init(
        plan: SweepPlan,
        recovered: RecoveredSweep,
        configuration: CoordinatorConfiguration,
        at now: Instant
    ) {
        self.plan = plan
        self.configuration = configuration
        random = SplitMix64(seed: configuration.seed)
        incarnation = recovered.incarnation.next
        state = recovered.state
        progress = SweepProgress()
        progress.runs.total = plan.runCount
        drained = Set(recovered.drained)
        queue = PackQueue(GridAllocator(plan))
        nextPack = recovered.packs.last?.id.next ?? PackID(1)
        lastSeen = now
        nextExpiry = now
        for pack in recovered.packs { restore(pack, at: now) }
    }

    /// Goes on with a pack as it is stored.
    ///
    /// Its numbers are not held against what a training can come to once more: the coordinator that
    /// stored them has done so before, and the store checks that the rows fit the plan and one
    /// another. To look at them would read all pages that hold numbers, which a start passes over
    /// otherwise. Who can write the file can as well write numbers that are possible.
    private mutating func restore(_ recovered: RecoveredPack, at now: Instant) {
        queue.allocator.claim(recovered.range)
        switch recovered.state {
        case .finished(let outcomes):
            queue.allocator.complete(recovered.range, outcomes)
            for outcome in outcomes { progress.runs.count(outcome) }
        case .failed(let reason):
            guard configuration.retriesFailed else {
                progress.runs.failed += recovered.range.count
                queue.allocator.complete(
                    recovered.range,
                    [RunOutcome](
                        repeating: .failed(reason: reason),
                        count: recovered.range.count
                    )
                )
                return
            }
            cutAnew(recovered)
        case .split:
            break
        case .open:
            var pack = OpenPack(id: recovered.id, range: recovered.range)
            pack.attempts = recovered.attempts.suffix(Limits.attemptsRemembered).map {
                Attempt(
                    recovered: $0,
                    laneCount: pack.range.count,
                    choice: plan.spec.choice,
                    graceUntil: now + configuration.times.orphanGrace
                )
            }
            for index in pack.attempts.indices {
                pack.attempts[index].isCounted = pack.attempts[index].countsAsFailure
            }
            pack.failureCount = min(
                pack.attempts.count(where: \.countsAsFailure),
                configuration.retries - 1
            )
            pack.needsIsolation =
                pack.failureCount > 0 && pack.failureCount + 1 >= configuration.retries
            packs[pack.id] = pack
            if !pack.isLeased { queue.giveBack(pack.id, needsIsolation: pack.needsIsolation) }
        }
    }

    /// Gives the runs of a failed pack another chance in a pack of their own.
    private mutating func cutAnew(_ failed: RecoveredPack) {
        if state == .done { change(to: .running) }
        effects.append(.persist(.split(failed.id)))
        queue.giveBack(open(failed.range).id, needsIsolation: false)
    }
}

extension Attempt {
    fileprivate init(
        recovered: RecoveredAttempt,
        laneCount: Int,
        choice: EpochChoice,
        graceUntil deadline: Instant
    ) {
        func stops(after epochCount: Int) -> StopHistory {
            StopHistory(
                choice,
                laneCount: laneCount,
                losses: recovered.losses,
                epochCount: epochCount
            )
        }
        self.init(
            number: recovered.number,
            laneCount: laneCount,
            base: recovered.base,
            stops: stops(after: recovered.base?.epoch ?? 0),
            worker: nil,
            label: "(from before the restart)",
            standing: .none,
            begin: deadline,
            leaseDeadline: deadline,
            progressDeadline: deadline
        )
        end = recovered.end
        epochCount = recovered.epochCount
        lanes = LaneHistory(
            laneCount: laneCount,
            firstEpoch: epochCount,
            stops: stops(after: epochCount)
        )
        hasStarted = epochCount > (base?.epoch ?? 0)
        parameterBytes = recovered.parameterBytes
        checkpoint = recovered.checkpoint
        checkpointStops = stops(after: recovered.checkpoint?.epoch ?? 0)
    }
}
