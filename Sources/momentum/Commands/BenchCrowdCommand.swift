internal import ArgumentParser
internal import Foundation
internal import MomentumBench
internal import ZeroMQ

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
