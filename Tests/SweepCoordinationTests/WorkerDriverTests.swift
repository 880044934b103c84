internal import SweepCoordination
internal import SweepModel
internal import SweepWire
internal import Testing
internal import TrainingModel

/// What a worker's driver asks of its shell.
struct WorkerDriverTests {
    private var driver: WorkerDriver
    private let session = SessionID(5)

    init() {
        var configuration = WorkerConfiguration.forTests
        configuration.messagesKept = 2
        driver = WorkerDriver(configuration, at: .zero)
    }

    private mutating func steps() -> [WorkerStep] {
        var steps: [WorkerStep] = []
        while true {
            let step = driver.next()
            if step == .wait { return steps }
            steps.append(step)
            // The driver waits for what was spooled, and has nothing to do after the exit.
            if step == .unspool { return steps }
            if case .exit = step { return steps }
        }
    }

    private mutating func receive(_ message: CoordinatorMessage, acknowledging number: UInt64 = 0) {
        let envelope = CoordinatorEnvelope(
            session: session,
            acknowledged: SequenceNumber(number),
            message: message
        )
        driver.handle(.frame(envelope.encoded()), at: .zero)
    }

    private mutating func join() {
        driver.handle(.connected, at: .zero)
        receive(
            .welcome(
                Welcome(
                    version: 2,
                    incarnation: Incarnation(1),
                    build: "1.0",
                    heartbeatInterval: .seconds(1),
                    lease: .seconds(5),
                    checkpointInterval: .seconds(30),
                    verdicts: []
                )
            )
        )
    }

    private func assignment(_ pack: UInt64) -> Assignment {
        let plan = SweepPlan.of(runs: 4)
        return Assignment(
            attempt: .of(pack),
            dataset: .of(2),
            training: plan.spec.training(plan.shape(of: RunRange(first: 0, count: 1))),
            runs: [plan.run(atPlace: 0).configuration],
            checkpoint: nil
        )
    }

    /// Lets a joined worker train packs 1 and 2.
    private mutating func train() {
        join()
        for pack in UInt64(1)...2 { receive(.assign(assignment(pack))) }
        driver.handle(.datasetAccepted(.of(2)), at: .zero)
        _ = steps()
    }

    private func trained(_ pack: UInt64, _ epoch: Int) -> SlotReport {
        .trained(.of(pack), .block(epoch..<epoch + 1, runs: 1))
    }

    @Test mutating func `it begins to connect`() {
        #expect(steps() == [.connect])
    }

    @Test mutating func `each attempt gets a slot that has none`() {
        join()
        for pack in UInt64(1)...3 { receive(.assign(assignment(pack))) }
        driver.handle(.datasetAccepted(.of(2)), at: .zero)
        let slots = steps().compactMap { step -> Int? in
            if case .train(_, _, _, let slot) = step { slot } else { nil }
        }
        #expect(slots == [0, 1])
        driver.handle(.reported(.failed(.of(2), reason: "no memory")), at: .zero)
        let next = steps().compactMap { step -> (AttemptID, Int)? in
            if case .train(let assignment, _, _, let slot) = step {
                (assignment.attempt, slot)
            } else {
                nil
            }
        }
        #expect(next.map(\.0) == [.of(3)])
        #expect(next.map(\.1) == [1])
    }

    @Test mutating func `a cancelled attempt stops in its slot`() {
        train()
        receive(.cancel([.of(2)]))
        #expect(steps().contains(.stopTraining(.of(2), slot: 1)))
    }

    @Test mutating func `what is too much is spooled, in its order, and comes back`() {
        train()
        for epoch in 0..<2 { driver.handle(.reported(trained(1, epoch)), at: .zero) }
        #expect(steps().contains(.notice(.spooling)))
        for epoch in 2..<4 { driver.handle(.reported(trained(1, epoch)), at: .zero) }
        #expect(steps() == [.spool(trained(1, 2)), .spool(trained(1, 3))])
        receive(.acknowledge, acknowledging: 2)
        #expect(driver.next() == .unspool)
        driver.handle(.unspooled(trained(1, 2)), at: .zero)
        // A report that is made meanwhile stays behind what is spooled.
        driver.handle(.reported(trained(1, 4)), at: .zero)
        let last = steps().last { if case .send = $0 { false } else { true } }
        #expect(last == .spool(trained(1, 4)) || last == .unspool)
    }

    @Test mutating func `slots wait while the spool is full`() {
        train()
        for epoch in 0..<3 { driver.handle(.reported(trained(1, epoch)), at: .zero) }
        _ = steps()
        driver.handle(.spooled(isFull: true), at: .zero)
        driver.handle(.spooled(isFull: true), at: .zero)
        #expect(steps() == [.holdSlots])
        receive(.acknowledge, acknowledging: 2)
        #expect(driver.next() == .unspool)
        driver.handle(.unspooled(trained(1, 2)), at: .zero)
        #expect(steps().contains(.releaseSlots))
    }

    @Test mutating func `what cannot be read is told, and changes nothing`() {
        join()
        _ = steps()
        driver.handle(.frame([0xff, 0xff, 0xff]), at: .zero)
        guard case .notice(.unreadable)? = steps().first else {
            Issue.record("no notice was given")
            return
        }
    }

    @Test mutating func `a second stop leaves at once, whatever waits`() {
        train()
        driver.handle(.stop, at: .zero)
        driver.handle(.stop, at: .zero)
        #expect(driver.next() == .exit(.stopped))
    }
}
