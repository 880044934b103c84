internal import ArgumentParser

/// `momentum retry`: trains what failed once more, and nothing else.
struct RetryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Train the failed runs of a sweep once more, on this machine.",
        discussion: """
            The same as `momentum sweep --resume DIR --retry-failed`. Runs that have a result keep \
            it; the report is made anew.
            """
    )

    @Argument(help: "The run directory.")
    var directory = "runs/latest"

    @Option(
        name: [.customShort("n"), .long],
        help: "Worker processes; default: one for each core that may be used."
    )
    var workers: Int?

    func run() throws {
        var arguments = ["--resume", directory, "--retry-failed"]
        if let workers { arguments += ["--workers", "\(workers)"] }
        try SweepCommand.parse(arguments).run()
    }
}
