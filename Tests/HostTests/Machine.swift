import Foundation
import SweepTesting
import Testing

/// A host of its own as far as the network goes: a namespace of the kernel.
final class Machine {
    /// The address in the laboratory's network.
    let address: String

    /// The namespace.
    let name: String

    /// What the host's users keep there.
    let folder: URL

    /// The port of the host's ssh server, which is alone in its namespace.
    static let port = 2222

    private var server: Program?

    /// Connects a new namespace to the network of namespace `bridge`.
    ///
    /// - Parameters:
    ///   - number: The last number of the address.
    ///   - bridge: The namespace that holds the bridge `lab`.
    ///   - folder: Where the host may keep files.
    /// - Throws: An error if the system does not let this process.
    init(number: Int, bridge: String, folder: URL) throws {
        name = "\(bridge)-\(number)"
        address = "10.213.0.\(number)"
        self.folder = folder.appending(path: "host\(number)")
        try FileManager.default.createDirectory(
            at: self.folder,
            withIntermediateDirectories: true
        )
        let plug = "plug\(number)"
        for command in [
            "ip netns add \(name)",
            "ip -n \(name) link set lo up",
            "ip -n \(bridge) link add \(plug) type veth peer name eth0 netns \(name)",
            "ip -n \(bridge) link set \(plug) master lab up",
            "ip -n \(name) address add \(address)/24 dev eth0",
            "ip -n \(name) link set eth0 up",
        ] { try Laboratory.perform(command) }
    }

    deinit { Laboratory.remove(name) }

    /// Starts a program on the host.
    ///
    /// `ip netns exec` would hide the control groups, which slurmd needs.
    func start(_ arguments: [String], in folder: URL) throws -> Program {
        try Program(["nsenter", "--net=/run/netns/\(name)"] + arguments, in: folder)
    }

    /// Starts the ssh server, which lets `key` in if it is not `nil`.
    ///
    /// - Returns: The line for the file of known hosts.
    func serveSSH(lettingIn key: URL?) throws -> String {
        let hostKey = folder.appending(path: "host_key")
        try Laboratory.perform("ssh-keygen -q -t ed25519 -N  -f \(hostKey.path)")
        let authorized = folder.appending(path: "authorized_keys")
        let line = try key.map { try Data(contentsOf: $0.appendingPathExtension("pub")) }
        try (line ?? Data()).write(to: authorized)
        let settings = folder.appending(path: "sshd_config")
        try Data(
            """
            Port \(Self.port)
            ListenAddress \(address)
            HostKey \(hostKey.path)
            PidFile none
            AuthorizedKeysFile \(authorized.path)
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            PermitRootLogin prohibit-password
            SetEnv XDG_CACHE_HOME=\(folder.path)

            """.utf8
        ).write(to: settings)
        let server = try start(["/usr/sbin/sshd", "-D", "-e", "-f", settings.path], in: folder)
        self.server = server
        let isUp = waitUntil { server.text.contains("Server listening") || !server.isRunning }
        try #require(isUp && server.isRunning, "\(server.text)")
        let publicKey = try String(
            contentsOf: hostKey.appendingPathExtension("pub"),
            encoding: .utf8
        )
        return "[\(address)]:\(Self.port) \(publicKey)"
    }

    /// The processes on the host whose command line holds `text`.
    func processes(running text: String) throws -> [pid_t] {
        try Program.run(["ip", "netns", "pids", name]).text.split(separator: "\n").compactMap {
            guard let id = pid_t($0) else { return nil }
            return Children.commandLine(of: id).contains(text) ? id : nil
        }
    }

    /// The files that `momentum spawn` has left on the host.
    func leftFiles() throws -> [String] {
        let cache = folder.appending(path: "momentum").path
        guard FileManager.default.fileExists(atPath: cache) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: cache).sorted()
    }
}
