internal import ArgumentParser
internal import Quoting
internal import SweepSimulation

/// `momentum simulate`: whole sweeps with everything that can go wrong, in virtual time.
struct SimulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Simulate sweeps with crashes, partitions and false messages in virtual time.",
        discussion: """
            Checks the invariants of coordinator and worker at every step. A seed that breaks one \
            prints the line that plays it again; the exit code is then 1.
            """
    )

    /// Seeds between two lines of progress.
    private static let seedsPerLine: UInt64 = 10_000

    @Option(help: "The first seed.")
    var seed: UInt64 = 0

    @Option(help: "How many seeds are simulated, one after the other.")
    var count: UInt64 = 1

    @Flag(help: "Remove the faults that a failure does not need.")
    var shrink = false

    @Flag(help: "Print the events of each seed.")
    var story = false

    @OptionGroup(title: "Output")
    var output: OutputOptions

    func validate() throws {
        guard count > 0, seed.addingReportingOverflow(count).overflow == false else {
            throw ValidationError("--count: \(count) is not allowed; 1 up to the last 64-bit seed")
        }
    }

    func run() throws {
        var failures = 0
        var events = 0
        for (index, seed) in (seed..<seed + count).enumerated() {
            let report = play(seed)
            events += report.eventCount
            if let failure = report.failure {
                failures += 1
                StandardOutput.line("\(failure)")
            }
            let done = UInt64(index) + 1
            if done.isMultiple(of: Self.seedsPerLine), output.outputMode == .text {
                StandardError.line("momentum: \(done) of \(count) seeds, \(failures) failed")
            }
        }
        printSummary(events: events, failures: failures)
        guard failures == 0 else { throw ExitCode(ExitStatus.someRunFailed.rawValue) }
    }

    private func play(_ seed: UInt64) -> SimulationReport {
        let simulation = Simulation(seed: seed)
        let report = story ? simulation.tell { StandardOutput.line($0) } : simulation.run()
        return shrink && report.broken != nil ? simulation.shrink() : report
    }

    private func printSummary(events: Int, failures: Int) {
        switch output.outputMode {
        case .quiet: return
        case .json:
            StandardOutput.json(
                JSONValue.object([
                    ("seeds", .integer(Int(clamping: count))),
                    ("events", .integer(events)),
                    ("failures", .integer(failures)),
                ])
            )
        case .text: StandardOutput.line("\(count) seeds, \(events) events, \(failures) failed")
        }
    }
}
