internal import ArgumentParser
internal import Foundation
internal import Gzip
internal import HostSystem
internal import SweepPrediction
internal import SweepResults

/// `momentum predict`: what the network that a sweep came to says of new rows.
struct PredictCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "predict",
        abstract: "Say what the network that a sweep came to predicts for new rows.",
        usage: "momentum predict [<directory>] <file> [<options>]",
        discussion: """
            The file is a CSV table, which may be packed by gzip, or - for standard input. \
            Columns are found by their names; all that the network was trained with must be \
            there, others are ignored. Values are those of the table that was trained on: \
            nothing is to be standardized before. Each row gives its class and the probability \
            of each class, in the order of the file. With the column of the label the accuracy \
            and the loss are said as well.

            A class whose name a spreadsheet would take for a formula, or that begins with an \
            apostrophe, gets an apostrophe before it, unless it is a plain number such as -1; \
            --output-mode json gives all names unchanged.

            The network is model.safetensors in the run directory, which the report writes: the \
            best run of the best setting.
            """
    )

    @Argument(
        help: ArgumentHelp(
            "The run directory, which is runs/latest if it is left out, and the file.",
            valueName: "directory> <file"
        )
    )
    var paths: [String]

    @Option(
        name: .shortAndLong,
        help: "The file that the predictions are written to; without it: standard output.",
        completion: .file()
    )
    var output: String?

    @OptionGroup var mode: OutputOptions

    /// Rejects what is not one directory and one file.
    func validate() throws {
        guard (1...2).contains(paths.count) else {
            throw ValidationError("predict takes a run directory and one file, not \(paths)")
        }
    }

    func run() throws {
        let file = paths[paths.count - 1]
        try PredictPaths(paths).check()
        let isLatest = paths.count == 1
        let directory = isLatest ? "runs/latest" : paths[0]
        let modelFile = try ModelFile(in: directory)
        let model = try modelFile.read()
        if isLatest, mode.outputMode != .quiet {
            StandardError.line(modelFile.sentence(on: model))
        }
        try checkOutput(outside: directory)
        let input = try TableInput(file)
        var table = try FeatureTable(
            file: input.name,
            preprocessing: model.preprocessing,
            nextPiece: input.nextPiece
        )
        sayIgnored(table.otherColumns, of: input.name)
        var predictor = Predictor(model)
        let classNames = model.preprocessing.classNames
        let sink = try PredictionSink(output, isQuiet: mode.outputMode == .quiet)
        var text = PredictionText(classNames: classNames, isJSON: mode.outputMode == .json)
        try sink.write(text.head)
        while let block = try table.next() {
            try sink.write(text.rows(predictor.predict(block)))
        }
        try sink.write(text.end(predictor.tally))
        try sink.close()
        sayTally(predictor.tally, of: input.name, label: model.preprocessing.labelName)
    }

    /// Refuses a folder as the output, and a file of the run directory, which would be lost.
    private func checkOutput(outside directory: String) throws {
        var status = stat()
        guard let output, stat(output, &status) == 0 else { return }
        guard status.st_mode & S_IFMT != S_IFDIR else {
            throw Failure(.usage, "\(output): is a folder; name a file")
        }
        let folder = URL(fileURLWithPath: directory, isDirectory: true).resolvingSymlinksInPath()
        let file = URL(fileURLWithPath: output).resolvingSymlinksInPath()
        guard !file.path.hasPrefix(folder.path + "/") else {
            throw Failure(
                .usage,
                "\(output): is a file of the run directory already; name another one"
            )
        }
    }

    private func sayIgnored(_ columns: [String], of file: String) {
        guard !columns.isEmpty, mode.outputMode != .quiet else { return }
        StandardError.line(PredictionWords.ignored(columns, of: file))
    }

    private func sayTally(_ tally: PredictionTally, of file: String, label: String) {
        guard mode.outputMode != .quiet else { return }
        let lines = PredictionWords.lines(
            of: tally,
            of: file,
            label: label,
            number: NumberText.short
        )
        for line in lines { StandardError.line(line) }
    }
}

/// The table that predictions are made for, piece by piece.
struct TableInput {
    /// As much as is read at once.
    private static let pieceSizeBytes = 1 << 20

    /// What messages call it.
    let name: String

    private let pieces: UnpackedPieces

    /// Opens a file, or standard input for `-`.
    ///
    /// - Throws: ``Failure`` if it cannot be read.
    init(_ path: String) throws {
        let isStandardInput = path == "-"
        name = isStandardInput ? "standard input" : path
        do {
            let file = try Descriptor(reading: isStandardInput ? "/dev/stdin" : path)
            pieces = UnpackedPieces { try file.read(limit: Self.pieceSizeBytes) }
        } catch let error as HostError {
            throw Failure(.usage, "\(error)")
        }
    }

    /// Reads on.
    ///
    /// - Returns: No bytes at the end.
    /// - Throws: ``Failure`` if it cannot be read.
    func nextPiece() throws -> [UInt8] {
        do {
            return try pieces.next()
        } catch let error as HostError {
            throw Failure(.usage, "\(name): cannot be read: \(error)")
        } catch let error as GzipError {
            throw Failure(.usage, "\(name): \(error)")
        }
    }
}

/// Where predictions go.
struct PredictionSink {
    private let file: DurableFile?
    private let isQuiet: Bool

    /// Opens a file, which appears only when it is complete; standard output without a path.
    ///
    /// - Throws: ``HostSystem/HostError`` if no file can be made there.
    init(_ path: String?, isQuiet: Bool) throws {
        file = try path.map { try DurableFile(at: $0, isSynced: false) }
        self.isQuiet = isQuiet
    }

    /// Appends text.
    ///
    /// - Throws: ``HostSystem/HostError`` if the disk refuses.
    func write(_ text: String) throws {
        if let file {
            try file.write(Array(text.utf8))
        } else if !isQuiet {
            StandardOutput.data(text)
        }
    }

    /// Completes the file.
    ///
    /// - Throws: ``HostSystem/HostError`` if the disk refuses.
    func close() throws { try file?.commit() }
}
