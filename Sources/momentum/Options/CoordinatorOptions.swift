internal import ArgumentParser
internal import SweepCoordination

/// The terms of a coordinator for its workers.
struct CoordinatorOptions: ParsableArguments {
    @Option(
        help: "The interval of each worker's heartbeats; default: 1 s.",
        transform: DurationOption.init(parsing:)
    )
    var heartbeat: DurationOption?

    @Option(
        help: "How long a lease lasts without a heartbeat; default: 5 heartbeats, at least 5 s.",
        transform: DurationOption.init(parsing:)
    )
    var lease: DurationOption?

    @Option(
        help: "How long a resumed sweep waits for the workers of running attempts.",
        transform: DurationOption.init(parsing:)
    )
    var orphanGrace: DurationOption?

    @Option(
        help: "How long an attempt may go without finishing an epoch; default: 10 min.",
        transform: DurationOption.init(parsing:)
    )
    var progressDeadline: DurationOption?

    @Option(
        help: "How long a pack trains before it sends a checkpoint; default: 30 s.",
        transform: DurationOption.init(parsing:)
    )
    var checkpointEvery: DurationOption?

    @Option(help: "Failed attempts of a pack after which it is split, or its only run is given up.")
    var retries: Int?

    @Flag(help: "End the sweep as soon as one run has failed.")
    var failFast = false

    /// Refuses what makes no sense.
    func validate() throws {
        if let retries, !(1...100).contains(retries) {
            throw ValidationError("--retries: \(retries) is not allowed; 1 to 100")
        }
        _ = try times()
    }

    /// Changes what was asked for.
    ///
    /// - Parameters:
    ///   - configuration: The coordinator's configuration.
    ///   - standardGrace: The orphan grace if none was asked for.
    /// - Throws: `ValidationError` if the times do not fit each other.
    func adjust(
        _ configuration: inout CoordinatorConfiguration,
        standardGrace: Duration? = nil
    ) throws {
        configuration.times = try times(standardGrace: standardGrace)
        if let retries { configuration.retries = retries }
        configuration.failsFast = failFast
    }

    private func times(standardGrace: Duration? = nil) throws -> ServiceTimes {
        do throws(ServiceTimes.Fault) {
            return try ServiceTimes(
                heartbeatInterval: heartbeat?.duration,
                lease: lease?.duration,
                progressDeadline: progressDeadline?.duration,
                orphanGrace: orphanGrace?.duration ?? standardGrace,
                checkpointInterval: checkpointEvery?.duration
            )
        } catch {
            throw ValidationError("--\(error.name.rawValue): \(error)")
        }
    }
}
