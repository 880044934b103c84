import Foundation
import SweepTesting
import Testing

/// Hosts on a network of their own, which is gone with its owner.
///
/// The first host is the operator's, where the coordinator runs; the others have ssh servers.
/// Nothing of it can be reached from outside, nor the other way round.
final class Laboratory {
    /// Why there can be no laboratory, or `nil` if there can.
    static let obstacle: String? = {
        guard geteuid() == 0 else { return "network namespaces need root" }
        guard ExternalTool.areThere("ip") else { return "ip is missing (Debian: iproute2)" }
        guard ExternalTool.areThere("sshd", "ssh", "ssh-keygen") else {
            return "sshd is missing (Debian: openssh-server)"
        }
        do {
            try perform("ip netns add \(prefix)try")
        } catch {
            return "no network namespaces: \(error)"
        }
        remove("\(prefix)try")
        return nil
    }()

    /// The obstacle, for those that are told why tests are skipped.
    static let reason = Comment(rawValue: obstacle ?? "there can be a laboratory")

    /// The folder of everything.
    let folder: URL

    /// The hosts, the operator's first.
    let machines: [Machine]

    private static let prefix = "momentum-lab-\(getpid())-"

    private let bridge: String

    /// Makes a network with `count` hosts.
    init(hosts count: Int) throws {
        Self.removeLeftovers()
        bridge = Self.prefix + "\(UUID().uuidString.prefix(8))"
        folder = FileManager.default.temporaryDirectory.appending(path: bridge)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Self.perform("ip netns add \(bridge)")
        try Self.perform("ip -n \(bridge) link add lab type bridge")
        try Self.perform("ip -n \(bridge) link set lab up")
        machines = try (1...count).map { [bridge, folder] number in
            try Machine(number: number, bridge: bridge, folder: folder)
        }
        try Self.perform("ssh-keygen -q -t ed25519 -N  -f \(key.path)")
        // The place that Debian's sshd wants for its unprivileged half.
        try FileManager.default.createDirectory(
            atPath: "/run/sshd",
            withIntermediateDirectories: true
        )
    }

    deinit {
        Self.remove(bridge)
        do {
            try FileManager.default.removeItem(at: folder)
        } catch {
            Issue.record("\(folder.path) stays behind: \(error)")
        }
    }

    /// The operator's key.
    var key: URL { folder.appending(path: "key") }

    /// The host where the coordinator runs.
    var operatorHost: Machine { machines[0] }

    /// The hosts where workers may run.
    var others: ArraySlice<Machine> { machines.dropFirst() }

    /// Starts the ssh servers and writes the host file and what ssh must know.
    ///
    /// - Parameter strangers: Hosts that do not let the operator in.
    /// - Throws: An error if a server does not start.
    func serveSSH(strangers: Set<Int> = []) throws {
        var known = ""
        var hosts = ""
        for (index, machine) in others.enumerated() {
            known += try machine.serveSSH(lettingIn: strangers.contains(index) ? nil : key)
            hosts += "root@\(machine.address):\(Machine.port) slots=1\n"
        }
        try Data(known.utf8).write(to: folder.appending(path: "known_hosts"))
        try Data(hosts.utf8).write(to: folder.appending(path: "hosts"))
    }

    /// The options that keep ssh to the laboratory's files.
    var sshOptions: [String] {
        let known = folder.appending(path: "known_hosts").path
        return [
            "IdentityFile=\(key.path)", "IdentitiesOnly=yes", "StrictHostKeyChecking=yes",
            "UserKnownHostsFile=\(known)", "GlobalKnownHostsFile=none",
        ].flatMap { ["--ssh-option", $0] }
    }

    /// Runs a command whose words are separated by single spaces.
    ///
    /// - Throws: ``TestFailure`` with the command's words if it fails.
    static func perform(_ command: String) throws {
        let words = command.split(separator: " ", omittingEmptySubsequences: false)
        let (code, text) = try Program.run(words.map(String.init))
        guard code == 0 else { throw TestFailure("\(command): \(text)") }
    }

    /// Ends everything in a namespace and removes it.
    static func remove(_ name: String) {
        do {
            for _ in 0..<3 {
                let ids = try Program.run(["ip", "netns", "pids", name]).text.split(separator: "\n")
                for id in ids.compactMap({ pid_t($0) }) { kill(id, SIGKILL) }
            }
            try perform("ip netns delete \(name)")
        } catch {
            Issue.record("the namespace \(name) stays behind: \(error)")
        }
    }

    /// Removes the namespaces of test processes that were killed.
    private static func removeLeftovers() {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/run/netns")) ?? []
        for name in names {
            let parts = name.split(separator: "-")
            guard parts.count > 2, parts[..<2] == ["momentum", "lab"], let id = pid_t(parts[2]),
                kill(id, 0) != 0
            else { continue }
            remove(name)
        }
    }
}
