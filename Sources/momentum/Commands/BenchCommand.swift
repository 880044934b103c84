internal import ArgumentParser

/// `momentum bench`: how fast this machine is.
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measure how fast this machine trains, and a coordinator serves.",
        subcommands: [
            BenchTrainCommand.self, BenchClusterCommand.self, BenchRouterCommand.self,
            BenchCrowdCommand.self,
        ]
    )
}
