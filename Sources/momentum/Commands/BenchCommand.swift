internal import ArgumentParser
internal import Foundation
internal import MomentumBench
internal import ZeroMQ

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

/// `momentum bench router`: the bare ROUTER that `bench cluster` compares with.
struct BenchRouterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "router",
        abstract: "Answer as asked until standard input ends; its first line is the secret key.",
        shouldDisplay: false
    )

    @Argument(help: "Where to listen; port 0 lets the system choose.")
    var endpoint: String

    func run() throws {
        guard let line = readLine() else { throw Failure(.usage, "standard input has no key") }
        try RawRouter.run(
            at: try Endpoint(endpoint),
            secretKey: try CurveSecretKey(line),
            input: STDIN_FILENO
        ) { endpoint in
            StandardOutput.line("\(endpoint)")
        }
    }
}

/// `momentum bench crowd`: workers of `bench cluster` in a process of their own.
struct BenchCrowdCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crowd",
        abstract: """
            Play workers whose training is skipped, until standard input ends; its first line is \
            the coordinator's key, the second the workers' secret key.
            """,
        shouldDisplay: false
    )

    @Argument(help: "The coordinator's address.")
    var endpoint: String

    @Option(help: "The number of the first worker.")
    var first = 1

    @Option(help: "How many workers.")
    var workers: Int

    @Option(help: "How long it takes until all have begun to connect.")
    var startMilliseconds = 0

    func validate() throws {
        guard first >= 1, workers >= 1, startMilliseconds >= 0 else {
            throw ValidationError("workers are numbered from 1, and times from 0")
        }
    }

    func run() throws {
        guard let serverKey = readLine(), let secretKey = readLine() else {
            throw Failure(.usage, "standard input has no keys")
        }
        let crowd = StormCrowd(
            endpoint: try Endpoint(endpoint),
            serverKey: try CurveKey(serverKey),
            secretKey: try CurveSecretKey(secretKey),
            numbers: first...first + workers - 1,
            startTime: .milliseconds(startMilliseconds)
        )
        do {
            try crowd.run(input: STDIN_FILENO) { StandardOutput.line($0) }
        } catch let error as BenchmarkError {
            throw Failure(.failure, error.description)
        }
    }
}
