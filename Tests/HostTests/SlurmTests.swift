import Foundation
import Testing

/// `deploy/slurm/sweep.sbatch` under a real Slurm.
@Suite(
    .serialized,  // Each test keeps all cores busy.
    .timeLimit(.minutes(5)),
    .enabled(if: SlurmCluster.obstacle == nil, SlurmCluster.reason)
)
struct SlurmTests {
    private static let script = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "deploy/slurm/sweep.sbatch").path

    private let flags = ["--no-figures", "--momentum", "0:0.9:8", "--seeds", "8"]

    @Test func `two nodes train a sweep and the report is that of one machine`() throws {
        let cluster = try SlurmCluster()
        let flags = flags + ["--epochs", "100"]
        let expected = try quietReport(cluster, flags)
        let job = try submit(cluster, flags)
        #expect(try waitUntil { try cluster.state(of: job) == "COMPLETED" })
        let output = try cluster.output(of: job)
        #expect(try report(cluster, "run") == expected, "\(output)")
    }

    /// The signal is the one that Slurm sends before the time is over.
    @Test func `a job whose time is over goes on when it runs again`() throws {
        let cluster = try SlurmCluster()
        let flags = flags + ["--epochs", "600"]
        let expected = try quietReport(cluster, flags)
        let job = try submit(cluster, flags)
        let hasBegun = try waitUntil { try storedEpochs(cluster) > 0 }
        let beginning = try cluster.output(of: job)
        #expect(hasBegun, "\(beginning)")
        #expect(try cluster.command(["scancel", "--batch", "--signal=TERM", job]).code == 0)
        #expect(try waitUntil { try cluster.output(of: job).contains("queued again") })
        let partial = try storedEpochs(cluster)
        #expect(try waitUntil { try cluster.state(of: job) == "PENDING" })
        #expect(try waitUntil(within: .seconds(120)) { try cluster.state(of: job) == "COMPLETED" })
        let output = try cluster.output(of: job)
        #expect(partial > 0 && partial < 64 * 600, "\(output)")
        #expect(try report(cluster, "run") == expected, "\(output)")
    }

    private func submit(_ cluster: SlurmCluster, _ flags: [String]) throws -> String {
        var arguments = ["sbatch", "--parsable", "--time=5", "-o", "slurm-%j.out"]
        arguments += [Self.script] + flags
        let result = try cluster.command(arguments)
        try #require(result.code == 0, "\(result.text)")
        return result.text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private func storedEpochs(_ cluster: SlurmCluster) throws -> Int {
        let status = try Program.run(
            [Program.momentum, "status", "run", "--output-mode", "json"],
            in: cluster.folder
        )
        guard status.code == 0 else { return 0 }
        let object = try JSONSerialization.jsonObject(with: Data(status.text.utf8))
        return try #require((object as? [String: Any])?["epochs"] as? Int)
    }

    private func quietReport(_ cluster: SlurmCluster, _ flags: [String]) throws -> Data {
        let sweep = try Program.run(
            [Program.momentum, "sweep", "-o", "quiet"] + flags,
            in: cluster.folder
        )
        try #require(sweep.code == 0, "\(sweep.text)")
        return try report(cluster, "quiet")
    }

    private func report(_ cluster: SlurmCluster, _ name: String) throws -> Data {
        try Data(contentsOf: cluster.folder.appending(path: "\(name)/report.json"))
    }
}
