import Foundation
import SweepTesting
import Testing

/// Whatever is killed, stopped or cut off: the report's bytes are those of a quiet sweep, and
/// nothing stays behind.
@Suite(.serialized, .timeLimit(.minutes(120)))  // Serialized: each test keeps all cores busy.
struct ChaosTests {
    /// Some 40 packs of about half a second.
    private let sweep = ["--momentum", "0:0.9:10", "--seeds", "64", "--epochs", "800"]

    /// How long the hosts are disturbed: three minutes, or what `deploy/chaos` asks for.
    private static let seconds =
        ProcessInfo.processInfo.environment["MOMENTUM_CHAOS_SECONDS"].flatMap(Int.init) ?? 180

    @Test func `kills and pauses on one machine change nothing`() throws {
        let scratch = try Scratch()
        let seed = Self.seed()
        let chaos = try ChaosRun(sweep, in: scratch, on: nil, hostCount: 1, seed: seed)
        try chaos.disturb(for: .seconds(20), expecting: try scratch.quietReport(sweep))
        Self.tell("on one machine, seed \(seed): \(chaos.tally)")
        #expect(chaos.tally[.killWorker] >= 5)
        #expect(chaos.tally[.killCoordinator] >= 1)
    }

    /// Three hosts with four workers each, at least 40 of them and 8 coordinators killed in three
    /// minutes.
    @Test(
        .disabled(
            if: ChaosNetwork.obstacle != nil,
            Comment(rawValue: ChaosNetwork.obstacle ?? "")
        )
    )
    func `kills, pauses and partitions between hosts change nothing`() throws {
        let scratch = try Scratch()
        let network = try ChaosNetwork(hostCount: 3)
        let seed = Self.seed()
        let chaos = try ChaosRun(sweep, in: scratch, on: network, hostCount: 3, seed: seed)
        let duration = Duration.seconds(Self.seconds)
        try chaos.disturb(for: duration, expecting: try scratch.quietReport(sweep))
        Self.tell("between hosts, \(Self.seconds) s, seed \(seed): \(chaos.tally)")
        #expect(chaos.tally[.killWorker] >= Self.seconds * 40 / 180)
        #expect(chaos.tally[.killCoordinator] >= Self.seconds * 8 / 180)
    }

    private static func seed() -> UInt64 {
        var entropy = SystemRandomNumberGenerator()
        return entropy.next()
    }

    private static func tell(_ line: String) {
        FileHandle.standardError.write(Data("chaos \(line)\n".utf8))
    }
}
