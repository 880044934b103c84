internal import ArgumentParser
internal import Foundation
internal import NeuralNetRuntime
internal import SweepAccess
internal import SweepCoordination
internal import SweepCoordinator
internal import ZeroMQ

/// `momentum coordinator`: serves one sweep to workers that are started elsewhere.
struct CoordinatorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coordinator",
        abstract: "Serve a sweep to workers until it is done, then write its report."
    )

    @OptionGroup var selection: SweepSelection

    @OptionGroup(title: "Coordinator")
    var terms: CoordinatorOptions

    @OptionGroup(title: "Security")
    var insecure: InsecureFlags

    @OptionGroup(title: "Report")
    var report: ReportFlags

    @OptionGroup(title: "Output")
    var output: OutputOptions

    @Option(help: "Where to listen; port 0 lets the system choose.")
    var bind: String?

    @Option(help: "The expected number of slots, for which packs are sized.")
    var expectSlots: Int?

    func validate() throws {
        if let expectSlots, !(1...100_000).contains(expectSlots) {
            throw ValidationError("--expect-slots: \(expectSlots) is not allowed; 1 to 100000")
        }
    }

    func run() throws {
        _ = try InstructionSetName.requested()
        if let bind {
            try insecure.protection.check(try ListenAddress(try Endpoint(bind, of: "--bind")))
        }
        let (sweep, directory) = try selection.prepare(
            for: report.options,
            saying: output.outputMode
        )
        let runner = SweepRunner(
            sweep: sweep,
            directory: directory,
            output: output,
            reportOptions: report.options,
            logger: output.logger(alsoTo: directory.log),
            endpoint: try endpoint(in: directory),
            protection: insecure.protection,
            adjust: { configuration in
                try terms.adjust(&configuration)
                configuration.retriesFailed = selection.retryFailed
                if let expectSlots { configuration.expectedSlots = expectSlots }
            }
        )
        try runner.run(resumes: selection.resumes, localWorkers: 0)
    }

    /// A restart listens where the first start did, so that workers find it.
    private func endpoint(in directory: RunDirectory) throws -> Endpoint {
        if let bind { return try Endpoint(bind, of: "--bind") }
        guard selection.resumes, FileManager.default.fileExists(atPath: directory.access.path)
        else {
            return "tcp://127.0.0.1:5590"
        }
        let access = try AccessFile(reading: directory.access)
        // With a port that the system chose, the real one is what workers know.
        guard let listen = access.listen, listen.hostAndPort?.port != 0 else {
            return access.endpoints[0]
        }
        return listen
    }
}
