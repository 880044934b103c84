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
