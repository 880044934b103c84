internal import ArgumentParser
internal import Foundation
internal import NeuralNetRuntime
internal import SweepCoordinator
internal import SweepCore
internal import SweepModel
internal import SweepSpecReader
internal import ZeroMQ

/// `momentum coordinator`: serves one sweep to workers that are started elsewhere.
struct CoordinatorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coordinator",
        abstract: "Serve a sweep to workers until it is done, then write its report."
    )

    @OptionGroup var spec: SpecOptions
    @OptionGroup var terms: CoordinatorOptions
    @OptionGroup var report: ReportFlags
    @OptionGroup var output: OutputOptions

    @Option(help: "Where to listen; port 0 lets the system choose.")
    var bind: String?

    @Option(name: [.customShort("o"), .customLong("output")], help: "The run directory, new or empty.")
    var directory: String?

    @Option(help: "Go on with the sweep of this run directory.")
    var resume: String?

    @Option(help: "Slots that are expected to join; packs are cut for them.")
    var expectSlots: Int?

    func validate() throws {
        if resume != nil, directory != nil {
            throw ValidationError("--resume and --output exclude each other")
        }
        if let expectSlots, !(1...100_000).contains(expectSlots) {
            throw ValidationError("--expect-slots: \(expectSlots) is not allowed; 1 to 100000")
        }
    }

    func run() throws {
        _ = try InstructionSetName.requested()
        let (sweep, directory) = try resume.map(reopen) ?? create()
        let runner = SweepRunner(
            sweep: sweep,
            directory: directory,
            output: output,
            reportOptions: report.options,
            logger: try output.logger(alsoTo: directory.log),
            endpoint: try endpoint(in: directory),
            adjust: { configuration in
                terms.adjust(&configuration)
                if let expectSlots { configuration.expectedSlots = expectSlots }
            }
        )
        try runner.run(resumes: resume != nil, localWorkers: 0)
    }

    private func create() throws -> (PreparedSweep, RunDirectory) {
        let sweep = try PreparedSweep(try spec.read(), folder: spec.folder)
        let directory = try RunDirectory.create(
            at: directory,
            name: sweep.spec.name,
            digest: sweep.digest
        )
        try sweep.write(to: directory)
        return (sweep, directory)
    }

    private func reopen(_ path: String) throws -> (PreparedSweep, RunDirectory) {
        let directory = try RunDirectory.open(path)
        let sweep = try PreparedSweep(in: directory)
        guard !spec.isEmpty else { return (sweep, directory) }
        let asked = try PreparedSweep(try spec.read(), folder: spec.folder)
        let difference = SpecWriter.difference(from: sweep.spec, to: asked.spec)
        guard difference.isEmpty else {
            throw Failure(
                .directory,
                "\(path): holds another sweep than the spec that was given:\n"
                    + difference.joined(separator: "\n")
            )
        }
        return (sweep, directory)
    }

    /// A restart listens where the first start did, so that workers find it.
    private func endpoint(in directory: RunDirectory) throws -> Endpoint {
        if let bind { return try Endpoint(bind) }
        guard resume != nil, FileManager.default.fileExists(atPath: directory.access.path),
            let former = try AccessFile.read(directory.access).endpoints.first
        else { return "tcp://127.0.0.1:5590" }
        return try Endpoint(former)
    }
}
