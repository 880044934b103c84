internal import DequeModule
internal import SweepCoordination
internal import SweepModel
internal import SweepWire
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

    /// How long an attempt takes; `nil` for ever.
    var pace: Duration?

    private let endpoint: Endpoint
    private let security: SocketSecurity
    private let context: Context
    private var driver: WorkerDriver
    private var spool: Deque<SlotReport> = []
    private var connection: Dealer?
    private var pastTraffic = Traffic()
    private var training: [(begin: Instant, assignment: Assignment)] = []

    init(
        _ configuration: WorkerConfiguration,
        access: ClusterAccess,
        in context: Context,
        at now: Instant
    ) {
        endpoint = access.endpoint
        security = access.security
        self.context = context
        driver = WorkerDriver(configuration, at: now)
    }

    /// Messages and bytes of all connections.
    var traffic: Traffic { pastTraffic + (connection?.traffic ?? Traffic()) }

    /// Adds the connection to what the crowd waits for.
    func add(to poller: inout Poller) {
        connection?.add(to: &poller, whenWritable: driver.isWaitingForConnection)
    }

    /// Does what is due: messages, ended training and, if `ticks`, the passing of time.
    ///
    /// - Throws: `ZeroMQError` if the socket cannot be used, ``BenchmarkError`` if the coordinator
    ///   sends what cannot be read.
    func turn(_ poller: borrowing Poller, ticks: Bool, at now: Instant) throws {
        if let connection {
            if driver.isWaitingForConnection, connection.isWritable(in: poller) {
                driver.handle(.connected, at: now)
            }
            if connection.isReadable(in: poller) {
                while let frame = try connection.receive() { driver.handle(.frame(frame), at: now) }
            }
        }
        if ticks { driver.handle(.tick, at: now) }
        try advance(at: now)
        try finishTraining(at: now)
    }

    /// Begins to connect.
    ///
    /// - Throws: `ZeroMQError` if the socket cannot be opened.
    func start(at now: Instant) throws { try advance(at: now) }

    private func finishTraining(at now: Instant) throws {
        guard let pace else { return }
        while let first = training.first, now - first.begin >= pace {
            training.removeFirst()
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
            case .connect: connection = try Dealer(to: endpoint, security: security, in: context)
            case .disconnect:
                pastTraffic = traffic
                connection = nil
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
            case .notice(.joined): joinCount += 1
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
