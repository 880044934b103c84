internal import Digest
internal import Glibc
internal import HostSystem
internal import NeuralNetRuntime
internal import SweepAccess
internal import SweepModel
internal import SweepWire
internal import TrainingModel
public import ZeroMQ

/// Tries step by step what a worker needs to join, and reports which step fails and why.
///
/// The coordinator is asked as by a worker without slots, which leaves at once: nothing is trained.
public struct ConnectionCheck {
    /// How long all steps may take together.
    private static let limit = Duration.milliseconds(4_800)

    /// How long one step may take.
    private static let stepLimit = Duration.milliseconds(1_600)

    private let options: WorkerOptions
    private let context: Context
    private let clock = MonotonicClock()

    /// Prepares a check with what a worker would be started with.
    public init(_ options: WorkerOptions, in context: Context) {
        self.options = options
        self.context = context
    }

    /// Tries all steps up to the first that fails.
    ///
    /// - Returns: A finding for each step that was tried.
    /// - Throws: ``ZeroMQ/ZeroMQError`` when the system has no socket or descriptor left.
    public func run() throws -> [CheckFinding] {
        let hello = try hello()
        let deadline = clock.now + Self.limit
        var findings: [CheckFinding] = []
        let addresses: [IPAddress]
        do {
            // resolv.conf(5): the usual 2 · 5 s for each server would be too long for an answer.
            setenv("RES_OPTIONS", "timeout:1 attempts:1", 1)
            addresses = try options.endpoint.resolvedAddresses()
            let count = addresses.count == 1 ? "1 address" : "\(addresses.count) addresses"
            findings.append(good(.name, "the host has \(count)"))
        } catch {
            return [bad(.name, "\(error)")]
        }
        let port = connect(to: addresses, until: deadline)
        findings.append(port)
        guard port.isGood else { return findings }
        let connection = try WorkerConnection(
            to: options.endpoint,
            security: options.security,
            in: context
        )
        let key = try shakeHands(connection, until: deadline)
        findings.append(key)
        guard key.isGood else { return findings }
        findings.append(try greet(connection, hello, until: deadline))
        return findings
    }

    private func connect(to addresses: [IPAddress], until deadline: Instant) -> CheckFinding {
        guard let port = options.endpoint.hostAndPort?.port else {
            return good(.port, "\(options.endpoint) needs none")
        }
        let attempts = addresses.map { TCPAttempt($0, port: port) }
        if let index = TCPProbe.first(of: attempts, within: limit(deadline)) {
            return good(.port, "address \(index + 1) takes connections at port \(port)")
        }
        let failed = attempts.first { !$0.isPending && $0.errorNumber != 0 }
        let reason = failed.map { HostError.words(for: $0.errorNumber) }
        return bad(
            .port,
            "nothing takes connections at port \(port): \(reason ?? "no answer"); is the "
                + "coordinator running, and is there a firewall in between?"
        )
    }

    private func shakeHands(
        _ connection: WorkerConnection,
        until deadline: Instant
    ) throws -> CheckFinding {
        let end = clock.now + limit(deadline)
        while clock.now < end {
            var poller = Poller()
            connection.add(to: &poller)
            try poller.wait(upTo: end - clock.now)
            switch try connection.handshake() {
            case .succeeded?: return good(.key, "the coordinator accepts this key")
            case .failed(.refused)?:
                return bad(.key, "the coordinator does not allow this key: see momentum keys list")
            case .failed(.broken)?:
                return bad(
                    .key,
                    "the other side closed the connection in the handshake: it is not the access "
                        + "file's coordinator"
                )
            case .failed(let failure)?: return bad(.key, "no handshake: \(failure)")
            case nil: continue
            }
        }
        return bad(.key, "no handshake in time: is a coordinator at \(options.endpoint)?")
    }

    private func greet(
        _ connection: WorkerConnection,
        _ hello: Hello,
        until deadline: Instant
    ) throws -> CheckFinding {
        try send(.hello(hello), session: .none, to: connection)
        let end = clock.now + limit(deadline)
        while clock.now < end {
            var poller = Poller()
            connection.add(to: &poller)
            try poller.wait(upTo: end - clock.now)
            guard let frame = try connection.receive() else { continue }
            do {
                let envelope = try CoordinatorEnvelope(decoding: frame)
                switch envelope.message {
                case .welcome(let welcome):
                    try send(.bye, session: envelope.session, to: connection)
                    return good(.version, words(about: welcome, to: hello))
                case .rejected(let rejection): return bad(.version, rejection.detail)
                case .goodbye: return good(.version, "the sweep has ended")
                default: continue
                }
            } catch {
                return bad(.version, "the coordinator's answer is not readable: \(error)")
            }
        }
        return bad(.version, "the coordinator did not answer the greeting")
    }

    /// The versions of both sides.
    private func words(about welcome: Welcome, to hello: Hello) -> String {
        let own = "protocol \(welcome.version), build \(hello.build)"
        guard !welcome.build.isEmpty, welcome.build != hello.build else { return own }
        return own + ", the coordinator is build \(welcome.build)"
    }

    private func send(
        _ message: WorkerMessage,
        session: SessionID,
        to connection: WorkerConnection
    ) throws {
        let envelope = WorkerEnvelope(session: session, sequence: .none, message: message)
        try connection.send(envelope.encoded())
    }

    private func hello() throws -> Hello {
        var entropy = SystemRandomNumberGenerator()
        return Hello(
            versions: Limits.protocolVersions,
            worker: WorkerID(entropy.next() | 1),
            label: "\(options.label) (check)",
            build: options.build,
            core: NumericCore.identifier,
            canary: Digest(sha256: try NumericCore.canary(options.instructionSet)),
            slots: 0,
            prefetch: 0,
            inventory: []
        )
    }

    private func limit(_ deadline: Instant) -> Duration {
        max(.zero, min(Self.stepLimit, deadline - clock.now))
    }

    private func good(_ step: CheckStep, _ detail: String) -> CheckFinding {
        CheckFinding(step: step, isGood: true, detail: detail)
    }

    private func bad(_ step: CheckStep, _ detail: String) -> CheckFinding {
        CheckFinding(step: step, isGood: false, detail: detail)
    }
}

/// The outcome of one step of a ``ConnectionCheck``.
public struct CheckFinding: Hashable, Sendable {
    /// What was tried.
    public let step: CheckStep

    /// Whether it went well.
    public let isGood: Bool

    /// What was found, or what is wrong and what to do.
    public let detail: String
}

/// What a worker needs to join, in the order in which it is tried.
public enum CheckStep: String, Hashable, Sendable, CaseIterable {
    /// The host's name resolves to an address.
    case name = "DNS"

    /// The port takes connections.
    case port = "TCP"

    /// The coordinator accepts the key, and is the one of the access file.
    case key = "key"

    /// Both sides share a protocol version and train to the same bits.
    case version = "version"
}
