/// What is to run on the machines of a host file.
public struct SpawnPlan: Sendable {
    /// The machines.
    public let hosts: [RemoteHost]

    /// How to reach them.
    public let shell: SecureShell

    /// The file of the program that is brought there.
    public let program: String

    /// The contents of the access file in one line.
    public let access: String

    /// What the workers are told besides where their access file is.
    public let workerArguments: [String]

    /// The longest access file: a pipe takes it at once.
    private static let accessLimitBytes = 60_000

    /// Describes what to run.
    ///
    /// - Parameters:
    ///   - hosts: The machines.
    ///   - shell: How to reach them.
    ///   - program: The file of the program.
    ///   - access: The contents of the access file; JSON, in which a line break is only a space.
    ///   - workerArguments: What the workers are told besides.
    /// - Throws: ``SpawnError`` if the file is too long, or an argument would need quotes.
    public init(
        hosts: [RemoteHost],
        shell: SecureShell,
        program: String,
        access: String,
        workerArguments: [String]
    ) throws {
        guard access.utf8.count <= Self.accessLimitBytes else {
            throw SpawnError(
                "the access file has \(access.utf8.count) bytes; allowed are "
                    + "\(Self.accessLimitBytes)"
            )
        }
        for argument in workerArguments where !RemoteCommand.isPlain(argument) {
            throw SpawnError(
                "“\(argument)” is not allowed for workers of other machines; "
                    + "letters, digits and . , : / _ - are"
            )
        }
        self.hosts = hosts
        self.shell = shell
        self.program = program
        self.access = access.split(whereSeparator: \.isNewline).joined(separator: " ")
        self.workerArguments = workerArguments
    }
}

/// What is wrong with a host file or with what was asked of other machines.
public struct SpawnError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The location, the value and what is allowed.
    public let description: String

    /// Describes a fault.
    public init(_ description: String) { self.description = description }
}

/// How the system's ssh is called.
public struct SecureShell: Hashable, Sendable {
    /// The program, which is looked for in `PATH`.
    static let program = "ssh"

    /// Options of the user, in the form of `ssh_config`, such as `IdentityFile=key`.
    public var options: [String]

    /// How long a connection may take to come about.
    public var connectTimeout: Duration

    /// Describes how to call ssh.
    ///
    /// - Parameters:
    ///   - options: Options of the user, which win over those of this program.
    ///   - connectTimeout: How long a connection may take to come about.
    public init(options: [String] = [], connectTimeout: Duration = .seconds(10)) {
        self.options = options
        self.connectTimeout = connectTimeout
    }

    /// The command line that runs `command` on `host`.
    package func arguments(for host: RemoteHost, running command: String) -> [String] {
        let seconds = max(1, connectTimeout.components.seconds)
        // ssh takes the first value that it meets.
        let all =
            options + [
                // Nobody is there to answer questions.
                "BatchMode=yes", "ConnectTimeout=\(seconds)",
                // A silent network is noticed within 15 s.
                "ServerAliveInterval=5", "ServerAliveCountMax=3",
                // The end of a session must not wait for another one that shares its connection.
                "ControlMaster=no", "ControlPath=none",
                // A tunnel that the user asks for is needed.
                "ExitOnForwardFailure=yes",
            ]
        var arguments = [Self.program, "-T"]
        for option in all { arguments += ["-o", option] }
        if let port = host.port { arguments += ["-p", "\(port)"] }
        return arguments + ["--", host.destination, command]
    }
}
