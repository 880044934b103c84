internal import SweepCore
internal import SweepModel
internal import SweepWire
internal import ZeroMQ

/// A worker of a ``Crowd``: the machine of real workers and a real connection, without training.
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
    private var machine: WorkerMachine
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
        machine = WorkerMachine(configuration, at: now)
    }

    /// Messages and bytes of all connections.
    var traffic: Traffic { pastTraffic + (connection?.traffic ?? Traffic()) }

    /// Adds the connection to what the crowd waits for.
    func add(to poller: inout Poller) {
        connection?.add(to: &poller, whenWritable: machine.isWaitingForConnection)
    }

    /// Does what is due: messages, ended training and, if `ticks`, the passing of time.
    ///
    /// - Throws: `ZeroMQError` if the socket cannot be used, ``BenchmarkError`` if the coordinator
    ///   sends what cannot be read.
    func turn(_ poller: borrowing Poller, ticks: Bool, at now: Instant) throws {
        if let connection {
            if machine.isWaitingForConnection, connection.isWritable(in: poller) {
                try handle(.connected, at: now)
            }
            if connection.isReadable(in: poller) { try readMessages(at: now) }
        }
        if ticks { try handle(.tick, at: now) }
        try finishTraining(at: now)
    }

    /// Begins to connect.
    ///
    /// - Throws: `ZeroMQError` if the socket cannot be opened.
    func start(at now: Instant) throws { try handle(.start, at: now) }

    private func readMessages(at now: Instant) throws {
        while let frame = try connection?.receive() {
            do {
                try handle(.message(try CoordinatorEnvelope(decoding: frame)), at: now)
            } catch let error as WireError {
                throw BenchmarkError("the coordinator sent something unreadable: \(error)")
            }
        }
    }

    private func finishTraining(at now: Instant) throws {
        guard let pace else { return }
        while let first = training.first, now - first.begin >= pace {
            training.removeFirst()
            finishedCount += 1
            for report in EmptyTraining.reports(for: first.assignment) {
                try handle(report, at: now)
            }
        }
    }

    private func handle(_ input: WorkerInput, at now: Instant) throws {
        for effect in machine.handle(input, at: now) { try perform(effect, at: now) }
    }

    private func perform(_ effect: WorkerEffect, at now: Instant) throws {
        switch effect {
        case .connect:
            connection = try Dealer(to: endpoint, security: security, in: context)
        case .disconnect:
            pastTraffic = traffic
            connection = nil
        case .send(let envelope): try connection?.send(envelope.encoded())
        case .checkDataset(let digest, _): try handle(.datasetAccepted(digest), at: now)
        case .train(let assignment, _, _):
            startedCount += 1
            training.append((now, assignment))
        case .stopTraining(let id): training.removeAll { $0.assignment.attempt == id }
        case .notice(.joined): joinCount += 1
        case .holdTraining, .continueTraining, .notice: return
        case .exit(let reason): exit = reason
        }
    }
}
