import Foundation
import SweepTesting
import Testing

/// Trains the same sweep again and again while its processes and networks are disturbed.
final class ChaosRun {
    private typealias Instant = ContinuousClock.Instant

    private static let workersPerHost = 4

    /// A sweep that takes longer than this although it is disturbed is stuck.
    private static let roundLimit = Duration.seconds(600)

    /// What was done.
    private(set) var tally = ChaosTally()

    private let scratch: Scratch
    private let network: ChaosNetwork?
    private let proxy: SlowProxy?
    private let hostCount: Int
    private let sweep: [String]
    private var schedule: ChaosSchedule
    private var run = ""
    private var coordinator: Program
    private var workers: [Program] = []
    private var pending: [(at: Instant, heal: () throws -> Void)] = []

    /// Short terms, so that what is lost is found soon; no pack is given up for being killed.
    private static let terms = [
        "--heartbeat", "300ms", "--lease", "2s", "--orphan-grace", "4s",
        "--checkpoint-every", "500ms", "--retries", "100", "--no-figures",
    ]

    /// Prepares hosts, and the first sweep's coordinator.
    ///
    /// - Parameters:
    ///   - sweep: The flags of the sweep.
    ///   - scratch: Where run directories go.
    ///   - network: The hosts, or `nil` for this machine alone.
    ///   - hostCount: How many hosts there are.
    ///   - seed: What the schedule is drawn from.
    /// - Throws: An error if a process cannot be started.
    init(
        _ sweep: [String],
        in scratch: Scratch,
        on network: ChaosNetwork?,
        hostCount: Int,
        seed: UInt64
    ) throws {
        self.sweep = sweep
        self.scratch = scratch
        self.network = network
        self.hostCount = hostCount
        proxy = try network.flatMap { try SlowProxy(on: hostCount - 1, of: $0, seed: seed) }
        let actions = ChaosAction.allCases.filter { network != nil || !$0.needsNetwork }
        schedule = ChaosSchedule(actions, seed: seed, start: .now)
        coordinator = try Program(momentum: ["--version"], in: scratch.url)
    }

    /// Trains sweeps one after the other until `duration` has passed.
    ///
    /// - Parameters:
    ///   - duration: How long to disturb; the last sweep is finished beyond it.
    ///   - expected: The bytes that each report must have.
    /// - Throws: ``TestFailure`` on the first thing that must not happen.
    func disturb(for duration: Duration, expecting expected: Data) throws {
        let end = ContinuousClock.now + duration
        while ContinuousClock.now < end {
            run = "run-\(tally.rounds)"
            try trainDisturbed()
            try endWorkers()
            try check(expected)
            tally.rounds += 1
        }
    }

    private func trainDisturbed() throws {
        let endpoint = network == nil ? "tcp://127.0.0.1:0" : ChaosNetwork.endpoint
        try startCoordinator(["--bind", endpoint, "-o", run] + sweep)
        guard waitUntil({ FileManager.default.fileExists(atPath: access) }) else {
            throw failure("the coordinator did not start")
        }
        workers = try (0..<hostCount * Self.workersPerHost).map(startWorker)
        // Each look may find something to be done.
        let isOver = try waitUntil(within: Self.roundLimit) {
            guard try superviseCoordinator() else { return true }
            try superviseWorkers()
            let now = ContinuousClock.now
            try heal(at: now)
            if let action = schedule.next(at: now) { try perform(action, at: now) }
            return false
        }
        guard isOver else { throw failure("the sweep is stuck") }
    }

    private func endWorkers() throws {
        for pending in pending { try pending.heal() }
        pending = []
        for worker in workers where worker.isRunning { worker.send(SIGTERM) }
        for worker in workers {
            let code = worker.wait()
            guard [0, 143, -SIGKILL].contains(code) else {
                throw failure("a worker ended with \(code): \(worker.standardError.suffix(2_000))")
            }
        }
        workers = []
    }

    private func check(_ expected: Data) throws {
        let (process, code) = try scratch.momentum("status", run, "--output-mode", "json")
        let status = process.standardOutput
        guard code == 0, try isDone(status) else {
            throw failure("the sweep is not done: \(status)\(process.standardError)")
        }
        guard try scratch.report(run) == expected else {
            throw failure("the report differs from the undisturbed one")
        }
        let folder = scratch.url.path
        guard try waitUntil({ try Children.ids(mentioning: folder).isEmpty }) else {
            throw failure("processes stay behind: \(try Children.ids(mentioning: folder))")
        }
        try FileManager.default.removeItem(at: scratch.url.appending(path: run))
    }

    private func isDone(_ status: String) throws -> Bool {
        let object = try JSONSerialization.jsonObject(with: Data(status.utf8))
        guard let members = object as? [String: Any] else { return false }
        return members["state"] as? String == "done" && members["open"] as? Int == 0
            && members["failed"] as? Int == 0 && members["anomalies"] as? Int == 0
    }

    // MARK: Disturb and heal

    private func perform(_ action: ChaosAction, at now: Instant) throws {
        let end = now + schedule.length(of: action)
        let worker = workers[schedule.victim(of: workers.count)]
        switch action {
        case .killWorker: kill(worker, action)
        case .killCoordinator: kill(coordinator, action)
        case .pauseWorker: pause(worker, action, until: end)
        case .pauseCoordinator: pause(coordinator, action, until: end)
        case .cutLink, .dropFromHost, .dropToHost, .resetHost:
            guard let network else { preconditionFailure("\(action) needs a network") }
            let host = schedule.victim(of: hostCount)
            try network.disturb(host, action)
            tally.add(action)
            pending.append((end, { try network.heal(host) }))
        }
    }

    private func kill(_ process: Program, _ action: ChaosAction) {
        guard process.isRunning else { return }
        process.send(SIGKILL)
        tally.add(action)
    }

    private func pause(_ process: Program, _ action: ChaosAction, until end: Instant) {
        guard process.isRunning else { return }
        process.send(SIGSTOP)
        tally.add(action)
        pending.append((end, { if process.isRunning { process.send(SIGCONT) } }))
    }

    private func heal(at now: Instant) throws {
        for pending in pending where pending.at <= now { try pending.heal() }
        pending.removeAll { $0.at <= now }
    }

    // MARK: Start again

    private var access: String { scratch.url.appending(path: run + "/access.json").path }

    private func startCoordinator(_ arguments: [String]) throws {
        coordinator = try Program(
            momentum: ["coordinator"] + arguments + Self.terms,
            in: scratch.url,
            launcher: network?.launcher(on: nil) ?? []
        )
    }

    /// Starts a worker; those of the last host go through the slow proxy.
    private func startWorker(_ index: Int) throws -> Program {
        let host = index / Self.workersPerHost
        let isSlow = proxy != nil && host == hostCount - 1
        return try Program(
            momentum: ["worker", "--access", access, "--slots", "1"]
                + (isSlow ? ["--connect", SlowProxy.endpoint] : []),
            in: scratch.url,
            launcher: network?.launcher(on: host) ?? []
        )
    }

    /// Starts the coordinator again if it was killed.
    ///
    /// - Returns: Whether it has not ended by itself.
    private func superviseCoordinator() throws -> Bool {
        guard !coordinator.isRunning else { return true }
        switch coordinator.wait() {
        case 0: return false
        case -SIGKILL: try startCoordinator(["--resume", run])
        case let code: throw failure("the coordinator ended with \(code)")
        }
        return true
    }

    private func superviseWorkers() throws {
        for (index, worker) in workers.enumerated() where !worker.isRunning {
            switch worker.wait() {
            case 0: continue  // It was told goodbye.
            case -SIGKILL: workers[index] = try startWorker(index)
            case let code:
                throw failure("a worker ended with \(code): \(worker.standardError.suffix(2_000))")
            }
        }
    }

    private func failure(_ text: String) -> TestFailure {
        TestFailure("\(text); \(tally); coordinator: \(coordinator.standardError.suffix(4_000))")
    }
}

/// What was disturbed, how often, in how many sweeps.
struct ChaosTally: CustomStringConvertible {
    /// Sweeps that were finished.
    var rounds = 0

    /// How often each disturbance happened.
    private(set) var counts: [ChaosAction: Int] = [:]

    /// Counts a disturbance.
    mutating func add(_ action: ChaosAction) { counts[action, default: 0] += 1 }

    /// How often `action` happened.
    subscript(action: ChaosAction) -> Int { counts[action, default: 0] }

    /// All of it on one line.
    var description: String {
        let parts = ChaosAction.allCases.map { "\($0.rawValue) \(self[$0])" }
        return "\(rounds) sweeps; " + parts.joined(separator: ", ")
    }
}
