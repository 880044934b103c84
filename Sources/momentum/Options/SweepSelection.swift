internal import ArgumentParser
internal import Foundation
internal import NeuralNet
internal import SweepModel
internal import SweepReport
internal import SweepResults
internal import SweepSpecReader

/// Which sweep a coordinator serves: a new one from a spec, or the one of a run directory.
struct SweepSelection: ParsableArguments {
    @OptionGroup var spec: SpecOptions

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: "The run directory of a new sweep; new or empty."
    )
    var directory: String?

    @Option(help: "Resume the sweep of this run directory.")
    var resume: String?

    @Flag(help: "Train failed runs again; with --resume.")
    var retryFailed = false

    /// Rejects mutually exclusive options.
    func validate() throws {
        if resume != nil, directory != nil {
            throw ValidationError("--resume and --output are mutually exclusive")
        }
        if retryFailed, resume == nil {
            throw ValidationError("--retry-failed needs --resume DIR")
        }
    }

    /// Whether the sweep was begun before.
    var resumes: Bool { resume != nil }

    /// Makes the run directory of a new sweep, or opens that of an earlier one, and says which.
    ///
    /// - Parameters:
    ///   - options: What the report shall show; it is checked before anything is made.
    ///   - mode: How it is printed.
    /// - Returns: The sweep and its folder.
    /// - Throws: ``SpecError``, ``NeuralNet/DatasetError``, ``SweepResults/ReportError`` if the
    ///   options do not fit the sweep, or ``Failure`` if the directory is in use or holds another
    ///   sweep than the spec that was given.
    func prepare(
        for options: ReportOptions,
        saying mode: OutputMode
    ) throws -> (PreparedSweep, RunDirectory) {
        guard let resume else { return try create(for: options, saying: mode) }
        let (sweep, directory) = try reopen(resume)
        try options.check(for: sweep.plan)
        SweepAnnouncement.announce(["Spec: that of \(resume)."], as: mode)
        return (sweep, directory)
    }

    private func create(
        for options: ReportOptions,
        saying mode: OutputMode
    ) throws -> (PreparedSweep, RunDirectory) {
        let sweep = try PreparedSweep(try spec.read(), folder: spec.folder)
        try options.check(for: sweep.plan)
        let directory = try RunDirectory.create(
            at: directory,
            slug: sweep.spec.slug,
            digest: sweep.digest
        )
        try sweep.write(to: directory)
        SweepAnnouncement.announce(sweep, startingFrom: spec.startSentence, as: mode)
        return (sweep, directory)
    }

    private func reopen(_ path: String) throws -> (PreparedSweep, RunDirectory) {
        let directory = try RunDirectory.open(path)
        let sweep = try PreparedSweep(in: directory)
        guard !spec.isEmpty else { return (sweep, directory) }
        // Only what was asked for is compared: no value need be repeated to resume a sweep.
        let resolved = try spec.read(changing: sweep.spec)
        var asked = try resolved.fitted(
            datasetWidth: sweep.table.width,
            classCount: sweep.table.classCount
        )
        asked.dataset = DatasetFiles(folder: spec.folder, isContained: false)
            .relocated(asked.dataset)
        let complaint = "\(path): holds another sweep than that of the given spec"
        try PreparedSweep.check(asked, equals: sweep.spec, or: complaint)
        return (sweep, directory)
    }
}
