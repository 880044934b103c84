package import SweepModel

/// Plays whole sweeps, with everything that can go wrong, in virtual time and from a seed.
///
/// The coordinator's and the worker's machines are the real ones and speak the real wire bytes. A
/// seed decides about the sweep, its limits and its faults; the invariants are checked at every
/// step; then all faults end, and the sweep must end too, as it does where nothing goes wrong.
public struct Simulation: Sendable {
    private let scenario: Scenario
    private let bug: PlantedBug?

    /// Prepares a seed.
    public init(seed: UInt64) {
        self.init(seed: seed, bug: nil)
    }

    /// Prepares a seed with a bug in the shells.
    package init(seed: UInt64, bug: PlantedBug?) {
        scenario = Scenario(seed: seed)
        self.bug = bug
    }

    private init(_ scenario: Scenario, bug: PlantedBug?) {
        self.scenario = scenario
        self.bug = bug
    }

    /// The same sweep on one worker, where nothing goes wrong.
    package var quiet: Simulation { Simulation(scenario.quiet, bug: nil) }

    /// Plays the seed once, every hundredth one twice, to see that it is the same story.
    public func run() -> SimulationReport {
        let report = play()
        guard scenario.seed.isMultiple(of: 100) else { return report }
        let again = play()
        guard again != report else { return report }
        return SimulationReport(
            seed: scenario.seed,
            faults: scenario.faults,
            broken: BrokenInvariant(
                .determinism,
                "trace \(report.traceHash) with \(report.eventCount) events, then "
                    + "\(again.traceHash) with \(again.eventCount)"
            ),
            eventCount: report.eventCount,
            virtualTime: report.virtualTime,
            traceHash: report.traceHash
        )
    }

    /// Plays the seed once and tells another store everything that is stored, which must come to
    /// the same.
    package func run(mirroring store: any SweepStorage) -> SimulationReport { play(mirror: store) }

    /// Plays the seed once and tells its story, line by line.
    public func tell(_ listener: @escaping (String) -> Void) -> SimulationReport {
        play(listener: listener)
    }

    private func play(
        mirror: (any SweepStorage)? = nil,
        listener: ((String) -> Void)? = nil
    ) -> SimulationReport {
        let world = World(scenario, bug: bug, mirror: mirror, listener: listener)
        let broken = world.play()
        return SimulationReport(
            seed: scenario.seed,
            faults: scenario.faults,
            broken: broken,
            eventCount: world.eventCount,
            virtualTime: world.now - .zero,
            traceHash: world.trace.value
        )
    }

    /// Plays the seed with fewer and fewer faults, as long as the same invariant breaks.
    ///
    /// - Returns: A report with faults none of which can be left out, or the plain report if all is
    ///   well.
    /// - Complexity: O(faults²) plays at most.
    /// - Source: Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", 2002.
    public func shrink() -> SimulationReport {
        var best = run()
        guard let broken = best.broken else { return best }
        var chunk = max(1, best.faults.count / 2)
        while true {
            var hasShrunk = false
            var start = 0
            while start < best.faults.count {
                var faults = best.faults
                faults.removeSubrange(start..<min(start + chunk, faults.count))
                var smaller = scenario
                smaller.faults = faults
                let report = Simulation(smaller, bug: bug).play()
                if report.broken?.invariant == broken.invariant {
                    best = report
                    hasShrunk = true
                } else {
                    start += chunk
                }
            }
            guard chunk > 1 || hasShrunk else { return best }
            chunk = max(1, chunk / 2)
        }
    }
}

/// What came of one seed.
public struct SimulationReport: Hashable, Sendable {
    /// The seed.
    public let seed: UInt64

    /// The faults that were played, in order of time.
    public let faults: [Fault]

    /// The first invariant that did not hold, or `nil` if all did.
    public let broken: BrokenInvariant?

    /// How many events happened.
    public let eventCount: Int

    /// How long it took on the virtual clock.
    public let virtualTime: Duration

    /// A hash over everything that happened.
    public let traceHash: UInt64

    /// The command that plays the seed again.
    public var replayLine: String { "momentum simulate --seed \(seed) --count 1" }

    /// A failure in words: how to replay it, what broke, and which faults were needed.
    public var failure: String? {
        broken.map { broken in
            (["\(replayLine)", "  \(broken)"] + faults.map { "  \($0)" }).joined(separator: "\n")
        }
    }
}
