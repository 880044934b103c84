import Digest
import Foundation
import Glibc
import SweepModel
import SweepTesting
import SweepWire
import Synchronization
import Testing
import TrainingModel
import ZeroMQ

/// What a worker with a key does to harm others, again and again, as fast as it can.
struct Attack: Sendable, CustomTestStringConvertible {
    let testDescription: String

    /// The attempts that it takes.
    var slots = 1

    /// Does it once more.
    let strike: @Sendable (inout Attacker) throws -> Void

    /// All that was found to harm the first edition.
    static let all = [
        Attack(testDescription: "refuses every pack", slots: 8) { attacker in
            for assignment in attacker.takeAssignments() {
                try attacker.sendDurable(.refused(assignment.attempt, reason: "out of memory"))
            }
            try attacker.beat()
        },
        Attack(testDescription: "takes packs and forgets them", slots: 8) { attacker in
            let worker = WorkerID(attacker.random.next() | 1)
            try attacker.greet { $0.worker = worker }
        },
        Attack(testDescription: "says that it trains packs and vanishes", slots: 8) { attacker in
            try attacker.beat(always: true)
            // With another number on another connection.
            if !attacker.assignments.isEmpty { throw Attacker.Vanished() }
        },
        Attack(testDescription: "keeps packs and sends no epoch", slots: 8) { attacker in
            try attacker.beat()
        },
        Attack(testDescription: "keeps packs and never begins", slots: 8) { attacker in
            try attacker.beat(.waiting)
        },
        Attack(testDescription: "lets epochs drip", slots: 8) { attacker in
            try attacker.drip()
        },
        Attack(testDescription: "sends what is no message") { attacker in
            try attacker.peer.send([[UInt8](repeating: 0xFF, count: 100)])
        },
        Attack(testDescription: "says HELLO that is rejected", slots: 0) { attacker in
            try attacker.greet { $0.core = String(repeating: "x", count: 1_000) }
        },
        Attack(testDescription: "says HELLO with long labels", slots: 0) { attacker in
            let label = "\(attacker.count)" + String(repeating: "y", count: 1_000)
            try attacker.greet { $0.label = label }
        },
        Attack(testDescription: "says HELLO with 8 192 lines", slots: 0) { attacker in
            try attacker.greet { $0.inventory = Attacker.longInventory }
        },
        Attack(testDescription: "sends heartbeats with 8 192 lines", slots: 0) { attacker in
            try attacker.send(.heartbeat(Attacker.longInventory))
        },
        Attack(testDescription: "sends epochs again with other bits") { attacker in
            guard let assignment = attacker.assignments.first else { return try attacker.beat() }
            try attacker.sendDurable(
                .metrics(assignment.attempt, .constant(1 / Float(attacker.count + 2), assignment))
            )
        },
        Attack(testDescription: "sends checkpoints of 2 GiB") { attacker in
            try attacker.sendCheckpoint(totalBytes: 2 << 30, bytes: Limits.partSizeBytes)
        },
        Attack(testDescription: "sends checkpoints that never end") { attacker in
            try attacker.sendCheckpoint(totalBytes: 20_000, bytes: 19_999)
        },
        Attack(testDescription: "sends results that cannot be") { attacker in
            guard let assignment = attacker.assignments.first else { return try attacker.beat() }
            let values: [Float] = [.infinity, -1, 1e30, .nan]
            let block = EpochBlock.constant(values[attacker.count % 4], assignment)
            try attacker.sendDurable(.metrics(assignment.attempt, block))
            attacker.assignments.removeFirst()
        },
    ]
}

/// A worker with a key that an ``Attack`` plays.
struct Attacker {
    let peer: TestPeer
    var random = SystemRandomNumberGenerator()

    /// What it was told to train.
    var assignments: [Assignment] = []

    /// How often it has struck.
    private(set) var count = 0

    /// It leaves without a word.
    struct Vanished: Error {}

    /// The next epoch of each attempt that it lets drip, and when to send it.
    private var drops: [AttemptID: (epoch: Int, time: ContinuousClock.Instant)] = [:]

    /// Less than the progress deadline of ``AttackTests``.
    private static let dropInterval = Duration.seconds(5)

    private let slots: Int
    private var session = SessionID.none
    private var sequence: UInt64 = 0

    /// The longest inventory, of attempts that do not exist.
    static let longInventory = (1...UInt64(Limits.attemptsPerMessage)).map { number in
        InventoryLine(
            attempt: AttemptID(pack: PackID(number + 1_000_000), number: .first),
            state: .training,
            epoch: 1
        )
    }

    /// Strikes on a core of its own until it is told to stop.
    static func run(
        _ attack: Attack,
        to endpoint: Endpoint,
        security: SocketSecurity,
        until isOver: @Sendable () -> Bool
    ) {
        CoreSplit.keepToAttackersCore()
        while !isOver() {
            do {
                var attacker = Attacker(
                    peer: try TestPeer(to: endpoint, security: security),
                    slots: attack.slots
                )
                try attacker.greet { _ in }
                while !isOver() {
                    attacker.count += 1
                    try attack.strike(&attacker)
                    if attacker.count.isMultiple(of: 16) || attack.slots > 0 {
                        try attacker.listen()
                    }
                }
            } catch {
                // It was shut out, and comes again.
                _ = waitUntil(within: .milliseconds(10), isOver)
            }
        }
    }

    private init(peer: TestPeer, slots: Int) {
        self.peer = peer
        self.slots = slots
    }

    /// Introduces itself, not always as it is.
    mutating func greet(_ lie: (inout Hello) -> Void) throws {
        var hello = try Self.hello.get()
        hello.worker = peer.worker
        hello.slots = slots
        lie(&hello)
        try peer.send(.hello(hello))
    }

    private static let hello = Result { try TestPeer.hello(of: WorkerID(1)) }

    mutating func send(_ message: WorkerMessage) throws {
        try peer.send(message, session: session)
    }

    mutating func sendDurable(_ message: WorkerMessage) throws {
        sequence += 1
        try peer.send(message, session: session, sequence: sequence)
    }

    /// Gives a sign of life for what it holds, now and then or at once.
    mutating func beat(
        _ state: InventoryLine.State = .training,
        always isDue: Bool = false
    ) throws {
        try listen(within: .milliseconds(1))
        guard isDue || count.isMultiple(of: 100) else { return }
        let lines = assignments.map {
            InventoryLine(attempt: $0.attempt, state: state, epoch: min(count, Limits.epochs))
        }
        try send(.heartbeat(lines))
    }

    /// Gives a sign of life for what it holds, and sends an epoch of it before it would have
    /// stalled.
    mutating func drip() throws {
        try beat()
        for assignment in assignments {
            let attempt = assignment.attempt
            var next = drops[attempt] ?? (assignment.checkpoint?.epoch ?? 0, .now)
            // The last one would be a result.
            guard next.time <= .now, next.epoch + 1 < assignment.training.epochs else { continue }
            try sendDurable(
                .metrics(attempt, .constant(0.5, assignment, next.epoch..<next.epoch + 1))
            )
            next = (next.epoch + 1, .now + Self.dropInterval)
            drops[attempt] = next
        }
    }

    mutating func takeAssignments() -> [Assignment] {
        defer { assignments = [] }
        return assignments
    }

    /// Sends a part of a checkpoint after the first epoch, or the next one.
    mutating func sendCheckpoint(totalBytes: Int, bytes: Int) throws {
        guard let assignment = assignments.first else { return try beat() }
        if sequence == 0 {
            return try sendDurable(.metrics(assignment.attempt, .constant(0.5, assignment)))
        }
        let part = BlobPart(
            name: .checkpoint(assignment.attempt, epoch: 1 + count % assignment.training.epochs),
            offset: 0,
            totalBytes: totalBytes,
            bytes: [UInt8](repeating: 1, count: bytes)
        )
        try sendDurable(.part(part))
    }

    private mutating func listen(within limit: Duration = .zero) throws {
        while let envelope = try peer.receive(within: limit) {
            switch envelope.message {
            case .welcome:
                session = envelope.session
                sequence = 0
                assignments = []
            case .assign(let assignment): assignments.append(assignment)
            case .cancel(let ids), .heartbeatAcknowledged(let ids):
                assignments.removeAll { ids.contains($0.attempt) }
            case .unknownSession: try greet { _ in }
            default: continue
            }
        }
    }
}

extension EpochBlock {
    /// The first epochs of an assignment, or others, with the same numbers.
    fileprivate static func constant(
        _ value: Float,
        _ assignment: Assignment,
        _ epochs: Range<Int>? = nil
    ) -> EpochBlock {
        let training = assignment.training
        let epochs = epochs ?? 0..<min(training.epochs, 100)
        return EpochBlock(
            metrics: training.metrics,
            firstEpoch: epochs.lowerBound,
            epochCount: epochs.count,
            runCount: assignment.runs.count,
            values: [Float](
                repeating: value,
                count: training.metrics.count * epochs.count * assignment.runs.count
            )
        )
    }
}
