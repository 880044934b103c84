public import Digest
internal import Glibc
public import HostSystem
internal import SweepAccess
internal import ZeroMQ

/// Runs the ``HostMachine`` of each host over real sessions of ssh, all on the calling thread.
public final class SpawnLoop {
    /// How often ended sessions and the time are looked at: nothing else reports them.
    private static let tickInterval = Duration.milliseconds(100)

    /// One host and what runs there.
    private struct Site {
        let host: RemoteHost
        var machine: HostMachine
        var session: RemoteSession?
    }

    private let plan: SpawnPlan
    private let digest: String
    private let signals: SignalWatch
    private let show: (RemoteHost, String) -> Void
    private let clock = MonotonicClock()
    private var sites: [Site]
    private var stoppedBy: ProcessSignal?

    /// Prepares to run `plan`.
    ///
    /// - Parameters:
    ///   - plan: What to run where.
    ///   - digest: The digest of the plan's program.
    ///   - signals: What asks for a stop: the first stops gently, the second at once. The watch
    ///     must leave the loop time to kill ssh.
    ///   - show: Shows a line about or from a host.
    /// - Throws: ``SpawnError`` if this machine does not report what it is.
    public init(
        _ plan: SpawnPlan,
        digest: Digest,
        signals: SignalWatch,
        show: @escaping (RemoteHost, String) -> Void
    ) throws {
        self.plan = plan
        self.digest = digest.description
        self.signals = signals
        self.show = show
        let system = try Self.system()
        sites = plan.hosts.map { host in
            Site(host: host, machine: HostMachine(system: system, digest: digest.description))
        }
    }

    /// Works until all hosts are done, failed or stopped.
    ///
    /// - Returns: How the work on each host ended, and the signal that stopped it, if one did.
    /// - Throws: An error if ssh cannot be started or the system is out of descriptors.
    public func run() throws -> (ends: [HostEnd], stoppedBy: ProcessSignal?) {
        // Whatever goes wrong here, the other side ends with its connection.
        defer { for site in sites { site.session?.send(SIGKILL) } }
        for index in sites.indices { try handle(.start, index) }
        while sites.contains(where: { $0.machine.end == nil }) {
            try waitAndRead()
            for index in sites.indices { try reap(index) }
            for signal in signals.drain() { try obey(signal) }
            for index in sites.indices { try handle(.tick, index) }
        }
        return (sites.compactMap(\.machine.end), stoppedBy)
    }

    private func waitAndRead() throws {
        var poller = Poller()
        poller.add(descriptor: signals.descriptor)
        var slots: [(slot: Int, index: Int)] = []
        for index in sites.indices {
            guard let output = sites[index].session?.output else { continue }
            slots.append((poller.add(descriptor: output.number), index))
        }
        try poller.wait(upTo: Self.tickInterval)
        for (slot, index) in slots where poller.isReadable(slot) || poller.hasFailed(slot) {
            try read(index)
        }
    }

    private func read(_ index: Int) throws {
        for line in try sites[index].session?.readLines() ?? [] {
            try handle(.line(line), index)
        }
    }

    /// A session has ended when ssh has; its remaining output is read first.
    private func reap(_ index: Int) throws {
        guard let session = sites[index].session, let exit = session.reap() else { return }
        var poller = Poller()
        while let output = session.output {
            poller.removeAll()
            poller.add(descriptor: output.number)
            // A process that ssh left behind may keep its output open.
            guard try poller.wait(upTo: .zero) > 0 else { break }
            try read(index)
        }
        sites[index].session = nil
        try handle(.ended(exit), index)
        guard sites[index].machine.end == .done else { return }
        for other in sites.indices { try handle(.sweepOver, other) }
    }

    private func obey(_ signal: ProcessSignal) throws {
        let input: HostInput = stoppedBy == nil ? .stop : .kill
        stoppedBy = stoppedBy ?? signal
        for index in sites.indices { try handle(input, index) }
    }

    private func handle(_ input: HostInput, _ index: Int) throws {
        for effect in sites[index].machine.handle(input, at: clock.now) {
            switch effect {
            case .open(let step): sites[index].session = try session(for: step, index)
            case .closeInput: sites[index].session?.closeInput()
            case .kill: sites[index].session?.send(SIGKILL)
            case .show(let line), .notice(let line): show(sites[index].host, line)
            }
        }
    }

    private func session(for step: RemoteStep, _ index: Int) throws -> RemoteSession {
        let host = sites[index].host
        func arguments(_ command: String) -> [String] {
            plan.shell.arguments(for: host, running: command)
        }
        switch step {
        case .check:
            return try RemoteSession(
                step,
                arguments(RemoteCommand.check),
                input: Descriptor(reading: "/dev/null")
            )
        case .install:
            return try RemoteSession(
                step,
                arguments(RemoteCommand.install(digest: digest)),
                input: Descriptor(reading: plan.program)
            )
        case .work:
            let (reading, writing) = try Descriptor.pipe()
            // Written while the reading end is open here, so that ssh's death cannot hurt.
            try writing.write(Array((plan.access + "\n").utf8))
            let slots = host.slots.map { ["--slots", "\($0)"] } ?? []
            return try RemoteSession(
                step,
                arguments(RemoteCommand.work(plan.workerArguments + slots)),
                input: reading,
                held: writing
            )
        }
    }

    /// This machine as named by `uname -s` and `uname -m`.
    private static func system() throws -> String {
        var name = utsname()
        guard uname(&name) == 0 else {
            throw SpawnError("uname: \(HostError.words(for: errno))")
        }
        func text<Field>(_ field: Field) -> String {
            withUnsafeBytes(of: field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        }
        return "\(text(name.sysname)) \(text(name.machine))"
    }
}

@available(*, unavailable, message: "the loop stays on the thread that runs it")
extension SpawnLoop: Sendable {}
