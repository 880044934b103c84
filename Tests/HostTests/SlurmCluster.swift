import Foundation
import SweepTesting
import Testing

/// A Slurm with two nodes on this machine, in a network of its own that is gone with its owner.
final class SlurmCluster {
    /// Why there can be no cluster, or `nil` if there can.
    static let obstacle: String? = {
        if let obstacle = Laboratory.obstacle { return obstacle }
        guard ExternalTool.areThere("slurmctld", "slurmd", "munged", "sbatch", "srun") else {
            return "Slurm is missing (Debian: slurm-wlm munge)"
        }
        return nil
    }()

    /// The obstacle, for those that are told why tests are skipped.
    static let reason = Comment(rawValue: obstacle ?? "there can be a cluster")

    private let laboratory: Laboratory
    private var servers: [Program] = []

    /// The folder that all nodes share.
    var folder: URL { laboratory.folder }

    private var settings: URL { folder.appending(path: "slurm.conf") }

    /// Starts munge, the controller and the nodes, and waits until the nodes are idle.
    init() throws {
        laboratory = try Laboratory(hosts: 1)
        try writeKey()
        try writeSettings()
        try serve(
            "munged",
            "--foreground",
            "--force",
            "--key-file=\(path("munge/key"))",
            "--socket=\(path("munge/socket"))",
            "--pid-file=\(path("munge/pid"))",
            "--log-file=\(path("munge/log"))",
            "--seed-file=\(path("munge/seed"))"
        )
        #expect(waitUntil { FileManager.default.fileExists(atPath: path("munge/socket")) })
        try serve("slurmctld", "-D", "-f", settings.path)
        for node in ["d1", "d2"] { try serve("slurmd", "-D", "-N", node, "-f", settings.path) }
        let isReady = try waitUntil {
            try command(["sinfo", "--noheader", "-o", "%T %D"]).text == "idle 2\n"
        }
        let words = servers.map { $0.text.suffix(2000) }.joined(separator: "\n")
        try #require(isReady, "\(words)")
    }

    /// Runs one of Slurm's commands.
    func command(_ arguments: [String]) throws -> (code: Int32, text: String) {
        try Program.run(
            ["nsenter", "--net=/run/netns/\(laboratory.operatorHost.name)"] + arguments,
            in: folder,
            environment: [
                "SLURM_CONF": settings.path, "MOMENTUM": Program.momentum, "RUN": "run",
            ]
        )
    }

    /// The state of a job, such as `RUNNING`.
    func state(of job: String) throws -> String {
        let text = try command(["scontrol", "show", "job", job]).text
        return text.firstMatch(of: /JobState=(\w+)/).map { String($0.1) } ?? text
    }

    /// What a job has printed.
    func output(of job: String) throws -> String {
        let file = folder.appending(path: "slurm-\(job).out")
        guard FileManager.default.fileExists(atPath: file.path) else { return "" }
        return String(decoding: try Data(contentsOf: file), as: UTF8.self)
    }

    private func path(_ name: String) -> String { folder.appending(path: name).path }

    private func serve(_ arguments: String...) throws {
        servers.append(try laboratory.operatorHost.start(arguments, in: folder))
    }

    private func writeKey() throws {
        try FileManager.default.createDirectory(
            atPath: path("munge"),
            withIntermediateDirectories: true
        )
        var generator = SystemRandomNumberGenerator()
        let key = Data((0..<128).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
        let isMade = FileManager.default.createFile(
            atPath: path("munge/key"),
            contents: key,
            attributes: [.posixPermissions: 0o600]
        )
        try #require(isMade)
    }

    private func writeSettings() throws {
        for name in ["state", "spool.d1", "spool.d2"] {
            try FileManager.default.createDirectory(
                atPath: path(name),
                withIntermediateDirectories: true
            )
        }
        // A requeued job waits until its old credential has expired.
        try Data(
            """
            ClusterName=laboratory
            SlurmctldHost=\(ProcessInfo.processInfo.hostName)(127.0.0.1)
            SlurmUser=root
            AuthType=auth/munge
            AuthInfo=socket=\(path("munge/socket")),cred_expire=5
            ProctrackType=proctrack/linuxproc
            TaskPlugin=task/none
            SelectType=select/cons_tres
            SelectTypeParameters=CR_CPU
            MpiDefault=none
            JobAcctGatherType=jobacct_gather/none
            SchedulerParameters=sched_interval=2,bf_interval=2
            ReturnToService=2
            StateSaveLocation=\(path("state"))
            SlurmdSpoolDir=\(folder.path)/spool.%n
            SlurmctldPidFile=\(path("slurmctld.pid"))
            SlurmdPidFile=\(folder.path)/slurmd.%n.pid
            NodeName=d1 NodeHostname=\(ProcessInfo.processInfo.hostName) NodeAddr=127.0.0.1 \
            Port=17001 CPUs=1 State=UNKNOWN
            NodeName=d2 NodeHostname=\(ProcessInfo.processInfo.hostName) NodeAddr=127.0.0.1 \
            Port=17002 CPUs=1 State=UNKNOWN
            PartitionName=all Nodes=d1,d2 Default=YES MaxTime=10 State=UP

            """.utf8
        ).write(to: settings)
    }
}
