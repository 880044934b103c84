internal import ArgumentParser
internal import Digest
internal import Foundation
internal import HostSystem
internal import SweepAccess
internal import SweepSpawn
internal import ZeroMQ

/// `momentum spawn`: starts workers on other machines over ssh.
struct SpawnCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "spawn",
        abstract:
            "Start a worker on each machine of a host file, over ssh, until the sweep is done.",
        discussion: """
            A line of the host file is [user@]host[:port] [slots=N]; # begins a comment. This \
            program is copied to the machines that do not have it. Their workers end with this \
            command, whatever ends it.
            """
    )

    @Argument(help: "The host file.")
    var hostFile: String

    @Option(help: "The access file that the coordinator wrote, or its run directory.")
    var access = "runs/latest"

    @Option(help: "Where the workers find the coordinator; default: the access file's.")
    var connect: String?

    @Option(help: "An option for ssh in the form of its configuration, such as Port=2222.")
    var sshOption: [String] = []

    @Option(
        help: "How long a login may take; default: 10 s.",
        transform: DurationOption.init(parsing:)
    )
    var loginTimeout = DurationOption(.seconds(10))

    @OptionGroup(title: "Output")
    var output: OutputOptions

    func run() throws {
        // ssh is killed by the loop, or the other side would only see its connection end.
        let signals = try SignalWatch(grace: .milliseconds(500)) { ChildProcess.killAll() }
        let hosts = try HostFile(parsing: FileText.read(hostFile), file: hostFile).hosts
        let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        let plan = try SpawnPlan(
            hosts: hosts,
            shell: SecureShell(options: sshOption, connectTimeout: loginTimeout.duration),
            program: program.path,
            access: try accessText(),
            workerArguments: try workerArguments()
        )
        let width = hosts.map(\.label.count).max() ?? 0
        let isQuiet = output.outputMode == .quiet
        let loop = try SpawnLoop(
            plan,
            digest: Digest(sha256: Array(try Data(contentsOf: program))),
            signals: signals,
            show: { host, line in
                guard !isQuiet else { return }
                let label = host.label.padding(toLength: width, withPad: " ", startingAt: 0)
                StandardError.line("\(label) | \(line)")
            }
        )
        let (ends, signal) = try loop.run()
        if let signal { throw ExitCode(signal.exitCode) }
        try judge(hosts, ends)
    }

    private func workerArguments() throws -> [String] {
        // The coordinator is there already; one that is not has ended the sweep meanwhile.
        var arguments = ["--connect-timeout", "20s"]
        if let connect {
            arguments += ["--connect", try Endpoint(connect, of: "--connect").description]
        }
        if output.outputMode == .quiet { arguments += ["--output-mode", "quiet"] }
        return arguments + Array(repeating: "-v", count: output.verbose)
    }

    /// The contents of the access file, after the checks that every worker makes.
    private func accessText() throws -> String {
        var url = URL(fileURLWithPath: access)
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder),
            isFolder.boolValue
        {
            url = try RunDirectory.open(access).access
        }
        try AccessFile(reading: url).check(at: .now)
        return try FileText.read(url.path)
    }

    private func judge(_ hosts: [RemoteHost], _ ends: [HostEnd]) throws {
        let faults = zip(hosts, ends).compactMap { host, end -> (host: RemoteHost, fault: Fault)? in
            guard case .failed(let fault) = end else { return nil }
            return (host, fault)
        }
        guard let first = faults.first else { return }
        let status: ExitStatus =
            switch first.fault.kind {
            case .unreachable: .unreachable
            case .refused: .refused
            case .failed: .failure
            }
        let lines = faults.map { "\($0.host.label): \($0.fault.reason)" }
        throw Failure(
            status,
            "\(faults.count) of \(hosts.count) hosts failed",
            details: lines
        )
    }
}
