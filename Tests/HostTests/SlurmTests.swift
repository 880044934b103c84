import Foundation
import SweepTesting
import Testing

/// `deploy/slurm/sweep.sbatch` under a real Slurm.
@Suite(
    .serialized,  // Each test keeps all cores busy.
    .timeLimit(.minutes(5)),
    .enabled(if: SlurmCluster.obstacle == nil, SlurmCluster.reason)
)
struct SlurmTests {
    private static let script = Checkout.root.appending(path: "deploy/slurm/sweep.sbatch").path

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

    /// The workers know the end of the allocation, and leave before it.
    @Test func `a job whose time is short goes on when it runs again`() throws {
        let cluster = try SlurmCluster()
        // Four times the work that fits into the first start, on a fast machine and on a slow one.
        let epochs = try epochs(lasting: .seconds(20), on: cluster)
        let flags = flags + ["--epochs", "\(epochs)", "--checkpoint-every", "500ms"]
        let expected = try quietReport(cluster, flags)
        // A minute, less 48 seconds to spare, less half of the rest for the goodbye: about 5 s.
        let job = try submit(
            cluster,
            flags,
            options: ["--time=1", "--signal=B:TERM@5", "--export=ALL,SPARE=48"]
        )
        let isQueued = try waitUntil { try cluster.output(of: job).contains("queued again") }
        let beginning = try cluster.output(of: job)
        #expect(isQueued && beginning.contains("the time limit is near"), "\(beginning)")
        #expect(!beginning.contains("stopping: unfinished packs"), "\(beginning)")
        // Now there is time enough.
        let update = ["scontrol", "update", "JobId=\(job)", "TimeLimit=9"]
        #expect(try cluster.command(update).code == 0)
        try expectRest(of: job, of: cluster, epochs: 64 * epochs, expected: expected)
    }

    /// So many epochs that the sweep takes about `time` on this machine, or somewhat less.
    private func epochs(lasting time: Duration, on cluster: SlurmCluster) throws -> Int {
        let probe = 500
        let start = ContinuousClock.now
        _ = try quietReport(cluster, flags + ["--epochs", "\(probe)"])
        let duration = ContinuousClock.now - start
        try FileManager.default.removeItem(at: cluster.folder.appending(path: "quiet"))
        return max(probe, Int(Double(probe) * (time / duration)))
    }

    /// The signal is the one that Slurm sends before the time is over.
    @Test func `a job that is told to stop goes on when it runs again`() throws {
        let cluster = try SlurmCluster()
        let flags = flags + ["--epochs", "600"]
        let expected = try quietReport(cluster, flags)
        let job = try submit(cluster, flags)
        let hasBegun = try waitUntil { try storedEpochs(cluster) > 0 }
        let beginning = try cluster.output(of: job)
        #expect(hasBegun, "\(beginning)")
        #expect(try cluster.command(["scancel", "--batch", "--signal=TERM", job]).code == 0)
        try expectRest(of: job, of: cluster, epochs: 64 * 600, expected: expected)
    }

    /// Waits until the job was queued again, has run again, perhaps several times, and is done.
    private func expectRest(
        of job: String,
        of cluster: SlurmCluster,
        epochs: Int,
        expected: Data
    ) throws {
        #expect(try waitUntil { try cluster.output(of: job).contains("queued again") })
        let partial = try storedEpochs(cluster)
        #expect(try waitUntil { try cluster.state(of: job) == "PENDING" })
        #expect(try waitUntil(within: .seconds(120)) { try cluster.state(of: job) == "COMPLETED" })
        let output = try cluster.output(of: job)
        #expect(partial > 0 && partial < epochs, "\(output)")
        #expect(try report(cluster, "run") == expected, "\(output)")
    }

    private func submit(
        _ cluster: SlurmCluster,
        _ flags: [String],
        options: [String] = ["--time=5"]
    ) throws -> String {
        var arguments = ["sbatch", "--parsable", "-o", "slurm-%j.out"] + options
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
