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

/// The check of the check: bugs that are planted must be found.
@Suite(.timeLimit(.minutes(15)))
struct MutationTests {
    /// Seeds within which each planted bug must be found.
    private static let seeds: Range<UInt64> = 0..<10_000

    @Test(arguments: PlantedBug.allCases)
    func `the simulation finds a planted bug`(bug: PlantedBug) {
        let found = Self.seeds.first { Simulation(seed: $0, bug: bug).run().broken != nil }
        #expect(found != nil)
    }

    @Test func `a failing list of faults is made smaller, and still fails the same way`() throws {
        let seed = try #require(
            Self.seeds.first { seed in
                let report = Simulation(seed: seed, bug: .takesFullForStored).run()
                return report.broken != nil && report.faults.count > 10
            }
        )
        let simulation = Simulation(seed: seed, bug: .takesFullForStored)
        let (plain, small) = (simulation.run(), simulation.shrink())
        #expect(small.broken?.invariant == plain.broken?.invariant)
        #expect(small.faults.count < plain.faults.count)
        #expect(small.failure?.contains("momentum simulate --seed \(seed)") == true)
    }
}
