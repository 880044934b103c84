internal import SweepSimulation
internal import Testing

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
