internal import Foundation
internal import Gzip
internal import HostSystem
internal import NeuralNet
internal import SweepModel
internal import TrainingModel

/// Reads the samples that a spec names, and keeps copies of their files beside the sweep.
struct DatasetFiles {
    /// The folder of copies within a run directory.
    private static let folderName = "data"

    /// The folder that the spec's paths are relative to.
    let folder: URL

    /// Whether only files in the folder itself may be read, without following a link.
    let isContained: Bool

    private let pipes = KeptPipes()

    /// Describes where files are.
    ///
    /// - Parameters:
    ///   - folder: The folder that the spec's paths are relative to.
    ///   - isContained: Whether only files in the folder itself may be read.
    init(folder: URL, isContained: Bool) {
        self.folder = folder
        self.isContained = isContained
    }

    /// The samples of `source`, with the part of each.
    ///
    /// - Parameters:
    ///   - source: The files, or what is made instead of them.
    ///   - split: Which samples are held out.
    ///   - texts: What their texts may hold.
    ///   - labels: Which labels of a table are the same class.
    /// - Returns: The samples.
    /// - Throws: ``NeuralNet/DatasetError`` or ``Failure`` naming the file and what is wrong in it.
    func load(
        _ source: DatasetSource,
        split: SplitRule,
        texts: DatasetTexts,
        labels: LabelReading
    ) throws -> SampleTable {
        switch source {
        case .spiral(let spiral): return try load(spiral, split: split)
        case .csv(let table):
            return try load(table, split: split, texts: texts, labels: labels)
        case .idx(let files):
            return try SampleTable(
                idxImages: try bytes(of: files.images),
                imagesFile: files.images,
                labels: try bytes(of: files.labels),
                labelsFile: files.labels,
                split: split
            )
        }
    }

    private func load(
        _ table: CSVSource,
        split: SplitRule,
        texts: DatasetTexts,
        labels: LabelReading
    ) throws -> SampleTable {
        let (sizeBytes, nextPiece) = try pieces(of: table.path)
        let name = table.path == KeptPipes.standardInput ? "standard input" : table.path
        let unpacked = UnpackedPieces(nextPiece: nextPiece)
        do {
            return try SampleTable(
                csv: name,
                sizeBytes: sizeBytes,
                label: table.label,
                standardize: table.standardize,
                form: table.form,
                split: split,
                texts: texts,
                labels: labels,
                nextPiece: unpacked.next
            )
        } catch let error as GzipError {
            throw Failure(.usage, "\(name): \(error)")
        }
    }

    private func load(_ spiral: SpiralSource, split: SplitRule) throws -> SampleTable {
        do {
            return try .spiral(
                classes: spiral.classes,
                points: spiral.points,
                noise: spiral.noise,
                seed: UInt32(truncatingIfNeeded: spiral.seed),
                split: split
            )
        } catch {
            throw Failure(.usage, "split: \(error)")
        }
    }

    /// Copies the files of `source` into `directory`, so that its report can be made at any time.
    ///
    /// - Returns: The source with paths relative to `directory`.
    /// - Throws: An error if a file cannot be copied.
    func copy(_ source: DatasetSource, into directory: URL) throws -> DatasetSource {
        switch source {
        case .spiral: return source
        case .csv(var table):
            table.path = try copy(table.path, into: directory)
            return .csv(table)
        case .idx(var files):
            files.images = try copy(files.images, into: directory)
            files.labels = try copy(files.labels, into: directory)
            return .idx(files)
        }
    }

    /// The source as ``copy(_:into:)`` would return it, without copying.
    func relocated(_ source: DatasetSource) -> DatasetSource {
        switch source {
        case .spiral: return source
        case .csv(var table):
            table.path = Self.copiedPath(of: table.path)
            return .csv(table)
        case .idx(var files):
            files.images = Self.copiedPath(of: files.images)
            files.labels = Self.copiedPath(of: files.labels)
            return .idx(files)
        }
    }

    private static func copiedPath(of path: String) -> String {
        let name =
            path == KeptPipes.standardInput
            ? "stdin.csv" : URL(fileURLWithPath: path).lastPathComponent
        return folderName + "/" + name
    }

    private func url(of path: String) -> URL {
        path.utf8.first == UInt8(ascii: "/")
            ? URL(fileURLWithPath: path) : folder.appending(path: path)
    }

    private func bytes(of path: String) throws -> [UInt8] {
        try refusePipe(at: path)
        return try reporting {
            isContained
                ? try WholeFile.read(path, within: folder.path)
                : try WholeFile.read(url(of: path).path)
        }
    }

    /// What reads a table from its beginning, and its size if that is known.
    private func pieces(
        of path: String
    ) throws -> (sizeBytes: Int, nextPiece: () throws -> [UInt8]) {
        if let pipe = pipe(at: path) {
            let next = try reporting { try pipes.pieces(ofPipe: pipe) }
            return (0, { try reporting { try next() } })
        }
        let pieces = try reporting {
            isContained
                ? try FilePieces(path, within: folder.path) : try FilePieces(url(of: path).path)
        }
        return (pieces.sizeBytes, { try reporting { try pieces.next() } })
    }

    /// The path of a pipe, or `nil` if `path` is none; there is none in a run directory.
    private func pipe(at path: String) -> String? {
        guard !isContained else { return nil }
        if path == KeptPipes.standardInput { return path }
        let absolute = url(of: path).path
        return KeptPipes.isPipe(absolute) ? absolute : nil
    }

    /// Refuses a pipe of images or labels: a file is read again for its copy.
    private func refusePipe(at path: String) throws {
        var status = stat()
        if !isContained, stat(url(of: path).path, &status) == 0, status.st_mode & S_IFMT == S_IFIFO
        {
            throw Failure(
                .usage,
                "\(url(of: path).path): is a pipe; samples are read twice, so put them into a file"
            )
        }
    }

    private func reporting<Value>(_ read: () throws -> Value) throws -> Value {
        do {
            return try read()
        } catch let error as HostError {
            throw Failure(
                .usage,
                isContained
                    ? "\(error); a run directory's sweep.yaml names files in that directory only"
                    : "\(error)"
            )
        }
    }

    private func copy(_ path: String, into directory: URL) throws -> String {
        let copied = Self.copiedPath(of: path)
        let target = directory.appending(path: copied)
        try Folder.makeAll(target.deletingLastPathComponent().path)
        let (_, nextPiece) = try pieces(of: path)
        // Two files of the same name must not become one.
        let copy = try DurableFile(at: target.path, ifPresent: .refuse)
        while true {
            let bytes = try nextPiece()
            if bytes.isEmpty { break }
            try copy.write(bytes)
        }
        try copy.commit()
        return copied
    }
}
