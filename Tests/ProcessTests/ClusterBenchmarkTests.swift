import Foundation
import SweepTesting
import Testing

/// `momentum bench cluster` in small: all of its parts, without a word about speed.
@Suite(.serialized, .timeLimit(.minutes(3)))  // Serialized: it keeps all cores busy.
struct ClusterBenchmarkTests {
    /// The run checks by itself that its store holds every run and epoch.
    @Test func `a small measurement finishes all packs and gives all figures`() throws {
        let scratch = try Scratch()
        let (process, code) = try scratch.momentum(
            "bench",
            "cluster",
            "--json",
            "--runs",
            "6400",
            "--full-runs",
            "6400",
            "--epochs",
            "10",
            "--workers",
            "4",
            "--crowd",
            "20",
            "--idle",
            "1s",
            "--storm",
            "40"
        )
        try #require(code == 0, "\(process.standardError)")
        let bytes = Data(process.standardOutput.utf8)
        let result = try #require(
            try JSONSerialization.jsonObject(with: bytes) as? [String: [String: Double]]
        )
        #expect(Set(result.keys) == ["empty", "full", "presence", "storm"])
        for (part, figures) in result {
            for (name, figure) in figures {
                #expect(figure > 0 && figure.isFinite, "\(part).\(name) is \(figure)")
            }
        }
        #expect(result["empty"]?["runs"] == 6_400)
        #expect(try #require(result["empty"]?["packs"]) >= 400)
        #expect(result["full"]?["epochs"] == 10)
        let storm = try #require(result["storm"])
        #expect(storm["workers"] == 40)
        #expect(storm["leases"] == 160)
        let times = ["listen_seconds", "rejoin_seconds", "dispatch_seconds"].map { storm[$0] ?? -1 }
        #expect(times == times.sorted(), "a worker joins, then all, then all are at work")
        let names = try FileManager.default.contentsOfDirectory(atPath: scratch.url.path)
        #expect(!names.contains { $0.hasPrefix("momentum-bench") }, "run directories stay behind")
    }

    /// Nothing is started for what cannot be measured.
    @Test func `runs that make no whole packs are refused`() throws {
        let scratch = try Scratch()
        let (process, code) = try scratch.momentum("bench", "cluster", "--runs", "100")
        #expect(code == 2)
        #expect(process.standardError.contains("a multiple of 16, not 100"))
    }

    /// A burst of all workers would hide what the first packs cost.
    @Test func `fewer packs than all workers finish in a burst are refused`() throws {
        let scratch = try Scratch()
        let (process, code) = try scratch.momentum("bench", "cluster", "--full-runs", "1600")
        #expect(code == 6)
        #expect(process.standardError.contains("1600 runs are too few for 128 workers"))
    }

    /// A coordinator that cannot open a file for each worker would spin.
    @Test func `a storm of more workers than a coordinator serves is refused`() throws {
        let scratch = try Scratch()
        let (process, code) = try scratch.momentum("bench", "cluster", "--storm", "10001")
        #expect(code == 6)
        #expect(process.standardError.contains("serves 10000 workers at most, not 10001"))
    }
}
