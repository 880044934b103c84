internal import ArgumentParser
internal import Foundation
internal import MomentumBench
internal import ZeroMQ

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
