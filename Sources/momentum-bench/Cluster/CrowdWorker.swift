internal import DequeModule
internal import HostSystem
internal import SweepCoordination
internal import SweepModel
internal import SweepWire
internal import TrainingModel
internal import ZeroMQ

/// A worker of a ``Crowd``: the driver of real workers and a real connection, without training.
final class CrowdWorker {
    /// Whether the coordinator let it join, and how often.
    private(set) var joinCount = 0

    /// Attempts that it was given to train.
    private(set) var startedCount = 0

    /// Attempts that it has finished.
    private(set) var finishedCount = 0

    /// Why it left, if it did.
    private(set) var exit: WorkerExit?

    /// How long an attempt takes; `nil` for ever, but for one that is finished when another
    /// coordinator was joined.
    var pace: Duration?

    private let endpoint: Endpoint
    private let security: SocketSecurity
    private let context: Context
    private let readiness: ReadinessSet
    private let tag: Int
    private var driver: WorkerDriver
    private var spool: Deque<SlotReport> = []
    private var connection: Dealer?
    private var isConnected = false
    private var pastTraffic = Traffic()
    private var training: [(begin: Instant, assignment: Assignment)] = []

    /// The coordinator that it joined last.
    private var incarnation = Incarnation(0)

    /// Whether that one has given it an attempt.
    private var isServed = false

    /// Whether an attempt is to be finished, so that the coordinator has to give another one.
    private var owesOne = false

    /// The attempts in hand after the last turn; asking the driver would copy it.
    private var heldCount = 0

    /// The attempts that it had taken in hand before.
    private var acceptedBefore = 0

    /// Makes a worker that begins to connect with its first turn.
    ///
    /// - Parameters:
    ///   - configuration: What a worker is told at its start.
    ///   - access: How to reach the coordinator.
    ///   - context: A context with a socket for it.
    ///   - readiness: What its loop waits for.
    ///   - tag: What tells the loop that it needs a turn.
    ///   - now: The time.
    init(
        _ configuration: WorkerConfiguration,
        access: ClusterAccess,
        in context: Context,
        readiness: ReadinessSet,
        tag: Int,
        at now: Instant
    ) {
        endpoint = access.endpoint
        security = access.security
        self.context = context
        self.readiness = readiness
        self.tag = tag
        driver = WorkerDriver(configuration, at: now)
    }

    /// Messages and bytes of all connections.
    var traffic: Traffic { pastTraffic + (connection?.traffic ?? Traffic()) }

    /// Where it stands.
    var report: CrowdReport {
        CrowdReport(
            incarnation: incarnation.rawValue,
            joined: joinCount > 0 ? 1 : 0,
            served: isServed ? 1 : 0,
            leases: heldCount
        )
    }

    /// When its next training is over.
    var nextEnd: Instant? {
        guard let pace, let first = training.first else { return nil }
        return first.begin + pace
    }

    /// Does what is due: messages, ended training and, if `ticks`, the passing of time.
    ///
    /// - Throws: `ZeroMQError` if the socket cannot be used, ``BenchmarkError`` if the coordinator
    ///   sends what cannot be read.
    func turn(ticks: Bool, at now: Instant) throws {
        if ticks { driver.handle(.tick, at: now) }
        try advance(at: now)
        // Reading comes last: sending may take note of what arrives, of which the descriptor then
        // does not tell.
        repeat { try finishTraining(at: now) } while try readMessages(at: now)
        heldCount = driver.heldCount
    }

    /// Reads what waits.
    ///
    /// - Returns: Whether there was any message.
    private func readMessages(at now: Instant) throws -> Bool {
        let couldSend = isConnected
        isConnected = try connection?.isWritable() ?? false
        if isConnected, !couldSend {
            driver.handle(.connected, at: now)
            try advance(at: now)
        }
        var hasRead = false
        while let frame = try connection?.receive() {
            hasRead = true
            driver.handle(.frame(frame), at: now)
            try advance(at: now)
            if driver.acceptedCount > acceptedBefore { isServed = true }
        }
        return hasRead
    }

    private func isOver(_ begin: Instant, at now: Instant) -> Bool {
        pace.map { now - begin >= $0 } ?? owesOne
    }

    private func join(_ incarnation: Incarnation) {
        joinCount += 1
        guard incarnation != self.incarnation else { return }
        owesOne = joinCount > 1
        self.incarnation = incarnation
        isServed = false
        acceptedBefore = driver.acceptedCount
    }

    private func connect() throws {
        let dealer = try Dealer(to: endpoint, security: security, in: context)
        try readiness.add(try dealer.descriptor(), tag: tag)
        connection = dealer
    }

    private func disconnect() throws {
        guard let connection else { return }
        try readiness.remove(try connection.descriptor())
        pastTraffic = traffic
        self.connection = nil
        isConnected = false
    }

    private func finishTraining(at now: Instant) throws {
        while let first = training.first, isOver(first.begin, at: now) {
            training.removeFirst()
            owesOne = false
            finishedCount += 1
            for report in EmptyTraining.reports(for: first.assignment) {
                driver.handle(.reported(report), at: now)
                try advance(at: now)
            }
        }
    }

    private func advance(at now: Instant) throws {
        while true {
            switch driver.next() {
            case .wait: return
            case .connect: try connect()
            case .disconnect: try disconnect()
            case .send(let envelope): try connection?.send(envelope.encoded())
            case .checkDataset(let digest, _): driver.handle(.datasetAccepted(digest), at: now)
            case .train(let assignment, _, _, _):
                startedCount += 1
                training.append((now, assignment))
            case .stopTraining(let id, _): training.removeAll { $0.assignment.attempt == id }
            case .spool(let report):
                spool.append(report)
                driver.handle(.spooled(isFull: false), at: now)
            case .unspool:
                guard let report = spool.popFirst() else {
                    preconditionFailure("the driver counts what is spooled")
                }
                driver.handle(.unspooled(report), at: now)
            case .notice(.joined(let incarnation)): join(incarnation)
            case .notice(.unreadable(let detail)):
                throw BenchmarkError("the coordinator sent something unreadable: \(detail)")
            case .holdSlots, .releaseSlots, .notice: continue
            case .exit(let reason):
                exit = reason
                return
            }
        }
    }
}

/// Training that is skipped: an attempt that is over at once, with numbers of the right shape.
///
/// What the coordinator has to do for a pack is the same as after real training.
enum EmptyTraining {
    /// What a slot would report after having trained `assignment`.
    static func reports(for assignment: Assignment) -> [SlotReport] {
        let runCount = assignment.runs.count
        let epochCount = assignment.training.epochs
        let metrics = assignment.training.metrics
        let valueCount = runCount * metrics.count * epochCount
        let block = EpochBlock(
            metrics: metrics,
            firstEpoch: 0,
            epochCount: epochCount,
            runCount: runCount,
            values: [Float](repeating: 0.5, count: valueCount)
        )
        let parameterCount = runCount * assignment.training.shape.parameterCount
        return [
            .trained(assignment.attempt, block),
            .finished(
                assignment.attempt,
                [RunOutcome](repeating: .finished, count: runCount),
                parameters: [UInt8](repeating: 0, count: 4 * parameterCount)
            ),
        ]
    }
}
