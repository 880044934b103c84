internal import SweepSimulation
internal import Testing

/// Whole sweeps in virtual time, with everything that can go wrong.
@Suite(.timeLimit(.minutes(5)))
struct SimulationTests {
    /// Seeds of one test case; a failure names the seed.
    private static let seedsPerCase: UInt64 = 300

    @Test(arguments: 0..<UInt64(8))
    func `every seed keeps all invariants and ends as the quiet sweep does`(index: UInt64) {
        for seed in index * Self.seedsPerCase..<(index + 1) * Self.seedsPerCase {
            if let failure = Simulation(seed: seed).run().failure { Issue.record("\(failure)") }
        }
    }

    @Test func `a quiet sweep on one worker keeps all invariants too`() {
        for seed in 0..<UInt64(200) {
            let report = Simulation(seed: seed).quiet.run()
            #expect(report.faults.isEmpty)
            if let failure = report.failure { Issue.record("\(failure)") }
        }
    }

    @Test func `a seed is the same story each time`() {
        let first = Simulation(seed: 7).run()
        #expect(Simulation(seed: 7).run() == first)
        #expect(Simulation(seed: 8).run().traceHash != first.traceHash)
    }
}
