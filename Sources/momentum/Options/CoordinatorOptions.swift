internal import ArgumentParser
internal import SweepCore

/// The terms of a coordinator for its workers.
struct CoordinatorOptions: ParsableArguments {
    @Option(help: "How often workers give a sign of life.")
    var heartbeat: DurationOption?

    @Option(help: "How long an attempt may go without a sign of life.")
    var lease: DurationOption?

    @Option(help: "How long a resumed sweep waits for the workers of running attempts.")
    var orphanGrace: DurationOption?

    @Option(help: "How long an attempt may go without finishing an epoch.")
    var progressDeadline: DurationOption?

    @Option(help: "How long a pack trains before it sends a checkpoint.")
    var checkpointEvery: DurationOption?

    @Option(help: "Attempts of a pack that may take their worker down.")
    var retries: Int?

    @Flag(help: "End the sweep as soon as one run has failed.")
    var failFast = false

    /// Refuses what makes no sense.
    func validate() throws {
        if let retries, !(1...100).contains(retries) {
            throw ValidationError("--retries: \(retries) is not allowed; 1 to 100")
        }
        if let heartbeat, let lease, lease.duration < heartbeat.duration * 2 {
            throw ValidationError("--lease: must be at least twice --heartbeat")
        }
    }

    /// Changes what was asked for.
    func adjust(_ configuration: inout CoordinatorConfiguration) {
        if let heartbeat { configuration.heartbeatInterval = heartbeat.duration }
        if let lease { configuration.lease = lease.duration }
        if let orphanGrace { configuration.orphanGrace = orphanGrace.duration }
        if let progressDeadline { configuration.progressDeadline = progressDeadline.duration }
        if let checkpointEvery { configuration.checkpointInterval = checkpointEvery.duration }
        if let retries { configuration.retries = retries }
        configuration.failsFast = failFast
    }
}
