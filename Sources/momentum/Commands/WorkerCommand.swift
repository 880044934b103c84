internal import ArgumentParser
internal import Foundation
internal import HostSystem
internal import Logging
internal import NeuralNetRuntime
internal import Quoting
internal import SweepAccess
internal import SweepCoordination
internal import SweepModel
internal import SweepWorker
internal import ZeroMQ

/// `momentum worker`: trains until the coordinator says goodbye.
struct WorkerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "worker",
        abstract: "Train for a coordinator until its sweep is done.",
        discussion: "May be started before the coordinator; reconnects after any outage."
    )

    /// The most training threads.
    private static let slotLimit = 1_024

    @Option(help: "The coordinator, such as tcp://HOST:5590; default: the access file's.")
    var connect: String?

    @Option(help: "The access file that the coordinator wrote; - is standard input.")
    var access: String?

    @Flag(help: "Only check DNS, TCP, key and version; exits with 3 or 4 if one of them fails.")
    var check = false

    @Flag(help: "Join without a key, as a coordinator with --insecure allows.")
    var insecure = false

    @Option(help: "Training threads; default: one for each core that may be used.")
    var slots: Int?

    @Option(
        help: "How long to keep trying after the coordinator is lost; default: 60 s.",
        transform: DurationOption.init(parsing:)
    )
    var orphanTimeout = DurationOption(.seconds(60))

    @Option(
        help: "How long to try to reach the coordinator for the first time; default: 5 min.",
        transform: DurationOption.init(parsing:)
    )
    var connectTimeout = DurationOption(.seconds(300))

    @Option(help: "How much may wait on disk for the coordinator before training pauses, in MiB.")
    var spoolLimit = 1024

    @Option(
        help: "How long it may run; it gives back unfinished packs and leaves before that.",
        transform: DurationOption.init(parsing:)
    )
    var timeLimit: DurationOption?

    @Option(
        help: ArgumentHelp(
            "How long it may take to leave after its input is closed.",
            visibility: .hidden
        ),
        transform: DurationOption.init(parsing:)
    )
    var inputPatience = DurationOption(.seconds(15))

    @OptionGroup(title: "Output")
    var output: OutputOptions

    func validate() throws {
        if access == nil, connect == nil || !insecure {
            throw ValidationError(
                "missing: --access FILE, which the coordinator has written, or "
                    + "--connect ENDPOINT --insecure"
            )
        }
        if let slots, !(1...Self.slotLimit).contains(slots) {
            throw ValidationError("--slots: \(slots) is not allowed; 1 to \(Self.slotLimit)")
        }
        guard (0...1_048_576).contains(spoolLimit) else {
            throw ValidationError("--spool-limit: \(spoolLimit) is not allowed; 0 to 1048576")
        }
        if let timeLimit, timeLimit.duration <= .zero {
            throw ValidationError("--time-limit: 0 is not allowed; a worker needs some time")
        }
    }

    func run() throws {
        let signals = try SignalWatch()
        let (endpoint, security) = try destination()
        var options = WorkerOptions(
            endpoint: endpoint,
            security: security,
            slots: slots ?? min(UsableCores.count, Self.slotLimit),
            instructionSet: try .requested(),
            build: Build.version,
            label: "\(ProcessInfo.processInfo.hostName)/\(getpid())"
        )
        options.orphanTimeout = orphanTimeout.duration
        options.connectTimeout = connectTimeout.duration
        options.spoolBytes = spoolLimit << 20
        if let folder = ProcessInfo.processInfo.environment["TMPDIR"], !folder.isEmpty {
            options.spoolFolder = folder
        }
        options.timeLimit = timeLimit?.duration
        guard !check else { return try reportCheck(options) }
        let logger = output.logger()
        if let reason = options.endpoint.unknownHost {
            logger.warning("\(options.endpoint): \(reason); trying on, since it may be known yet")
        }
        let loop = try WorkerLoop(
            options: options,
            context: try Context(),
            signals: signals,
            logger: logger
        )
        switch try loop.run() {
        case .goodbye, .stopped: return
        case .unreachable(let reason):
            let host = options.endpoint.unknownHost.map { "; \($0)" } ?? ""
            throw Failure(.unreachable, "\(options.endpoint): \(reason)\(host)")
        case .refused(let reason): throw Failure(.refused, "\(options.endpoint): \(reason)")
        case .rejected(let rejection): throw Failure(.refused, rejection.detail)
        }
    }

    /// Where to connect and with which keys.
    private func destination() throws -> (Endpoint, SocketSecurity) {
        let asked = try connect.map { try Endpoint($0, of: "--connect") }
        guard let access else {
            guard let asked else { preconditionFailure("validate() wants one of the two") }
            return (asked, .plain)
        }
        let file = try AccessSource.read(access, patience: inputPatience.duration)
        try file.check(at: .now)
        if let asked { return (asked, file.security) }
        guard file.endpoints.count > 1 else { return (file.endpoints[0], file.security) }
        let reachable = TCPProbe.firstReachable(of: file.endpoints, within: .seconds(2))
        return (reachable ?? file.endpoints[0], file.security)
    }

    private func reportCheck(_ options: WorkerOptions) throws {
        let findings = try ConnectionCheck(options, in: try Context()).run()
        for finding in findings {
            switch output.outputMode {
            case .quiet: continue
            case .text:
                StandardOutput.line(
                    "\(finding.step.rawValue): \(finding.isGood ? "good" : "fails")"
                        + ", \(finding.detail)"
                )
            case .json:
                StandardOutput.json(
                    JSONValue.object([
                        ("step", .string(finding.step.rawValue)),
                        ("good", .boolean(finding.isGood)),
                        ("detail", .string(finding.detail)),
                    ])
                )
            }
        }
        guard let failed = findings.first(where: { !$0.isGood }) else { return }
        let isConnected = failed.step == .key || failed.step == .version
        throw Failure(
            isConnected ? .refused : .unreachable,
            "\(options.endpoint): \(failed.step.rawValue) fails: \(failed.detail)"
        )
    }
}
