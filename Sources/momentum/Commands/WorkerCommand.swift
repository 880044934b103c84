internal import ArgumentParser
internal import Foundation
internal import NeuralNetRuntime
internal import SweepCore
internal import SweepModel
internal import SweepWorker
internal import ZeroMQ

/// `momentum worker`: trains until the coordinator says goodbye.
struct WorkerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "worker",
        abstract: "Train for a coordinator until its sweep is done.",
        discussion: "May be started before the coordinator; tries again by itself after any outage."
    )

    @Option(help: "The coordinator, such as tcp://HOST:5590; default: the access file's.")
    var connect: String?

    @Option(help: "The access file that the coordinator wrote.")
    var access: String?

    @Option(help: "Training threads; default: one for each core.")
    var slots: Int?

    @Option(help: "How long to stay when the coordinator is gone.")
    var orphanTimeout = DurationOption(.seconds(60))

    @Option(help: "How long to wait for a coordinator that was never there.")
    var connectTimeout = DurationOption(.seconds(300))

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if connect == nil, access == nil {
            throw ValidationError(
                "say where the coordinator is: --access FILE or --connect ENDPOINT"
            )
        }
        if let slots, !(1...1024).contains(slots) {
            throw ValidationError("--slots: \(slots) is not allowed; 1 to 1024")
        }
    }

    func run() throws {
        let signals = try SignalDescriptor()
        var options = WorkerOptions(
            endpoint: try endpoint(),
            security: .plain,
            slots: slots ?? ProcessInfo.processInfo.activeProcessorCount,
            instructionSet: try .requested(),
            build: Build.version,
            label: "\(ProcessInfo.processInfo.hostName)/\(getpid())"
        )
        options.orphanTimeout = orphanTimeout.duration
        options.connectTimeout = connectTimeout.duration
        let loop = try WorkerLoop(
            options: options,
            context: try Context(),
            signals: signals,
            logger: try output.logger()
        )
        switch try loop.run() {
        case .goodbye, .stopped: return
        case .unreachable(let reason): throw Failure(.unreachable, "\(options.endpoint): \(reason)")
        case .rejected(let rejection): throw Failure(.refused, rejection.detail)
        }
    }

    private func endpoint() throws -> Endpoint {
        let file = try access.map { try AccessFile.read(URL(fileURLWithPath: $0)) }
        guard let text = connect ?? file?.endpoints.first else {
            throw Failure(.usage, "\(access ?? ""): names no endpoint")
        }
        return try Endpoint(text)
    }
}
