internal import Foundation
internal import HostSystem
internal import Quoting
internal import SweepModel
internal import SweepPrediction
internal import SweepSpecReader
internal import TrainingModel

/// The network that a sweep came to, as its report has written it into the run directory.
///
/// The directory may come from elsewhere, and need not hold more than this file.
struct ModelFile {
    private static let name = "\(SavedModel.fileName).safetensors"

    /// The longest file that is read: its header and the parameters of the largest network.
    private static let sizeLimit = SafetensorsContent.headerLimit + Limits.blobSizeBytes

    private let directory: RunDirectory

    /// The folder as a person has named it.
    private let path: String

    /// Looks into the folder at `path`.
    ///
    /// - Throws: ``Failure`` if it is no folder.
    init(in path: String) throws {
        let url = URL(fileURLWithPath: path, isDirectory: true).resolvingSymlinksInPath()
        var status = stat()
        guard stat(url.path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw Failure(.usage, "\(path): is not the run directory of a sweep: no such folder")
        }
        directory = RunDirectory(url: url)
        self.path = path
    }

    /// Reads the network.
    ///
    /// - Returns: The network with its columns and classes.
    /// - Throws: ``Failure`` saying what to do if there is none, or
    ///   ``SweepPrediction/PredictionError`` if the file is none of ours.
    func read() throws -> SavedModel {
        guard has(Self.name) else { throw absence() }
        let bytes: [UInt8]
        do {
            bytes = try WholeFile.read(Self.name, within: directory.path, limit: Self.sizeLimit)
        } catch let error as HostError {
            throw Failure(.usage, "\(error)")
        }
        guard bytes.count <= Self.sizeLimit else {
            throw Failure(.usage, "\(file(Self.name)): has more than \(Self.sizeLimit) bytes")
        }
        return try SavedModel(safetensors: bytes, file: file(Self.name))
    }

    /// Which network is used where none was named.
    ///
    /// - Parameter model: The network.
    /// - Returns: For example `momentum: runs/latest is wine, run 95: momentum 0.9, …`.
    func sentence(on model: SavedModel) -> String {
        let run = model.facts["run"].map { ", run \($0)" } ?? ""
        let settings = Axis.all.compactMap { axis -> String? in
            guard let value = model.facts[axis.name] else { return nil }
            let isSaid =
                axis.isAlwaysWritten || axis == .optimizer || axis == .activation
                || value != axis.text(of: .standard)
            return isSaid ? "\(axis.title) \(value)" : nil
        }
        let setting = settings.isEmpty ? "" : ": \(settings.joined(separator: ", "))"
        return VisibleText.line(
            "momentum: \(path) is \(directory.url.lastPathComponent)\(run)\(setting)"
        )
    }

    private func file(_ name: String) -> String { directory.url.appending(path: name).path }

    private func has(_ name: String) -> Bool {
        var status = stat()
        return lstat(file(name), &status) == 0
    }

    /// Why there is no network, and what to do.
    private func absence() -> Failure {
        guard has(directory.spec.lastPathComponent) else {
            return Failure(
                .usage,
                "\(path): holds neither \(Self.name) nor a sweep; name a run directory"
            )
        }
        let folder = ShellWord.quoted(path)
        do {
            let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
            if names.contains(where: { $0.hasPrefix(SavedModel.foldFilePrefix) }) {
                return try foldFailure(names)
            }
        } catch {
            return Failure(.usage, Failure.description(of: error))
        }
        return Failure(
            .usage,
            "\(path): has no \(Self.name): no run has finished without diverging, or no report "
                + "was made since; this makes one: momentum report \(folder)"
        )
    }

    /// What to do where each run was trained on a part of the samples only.
    private func foldFailure(_ names: [String]) throws -> Failure {
        let models = names.filter {
            $0.hasPrefix(SavedModel.foldFilePrefix) && $0.hasSuffix(".safetensors")
        }
        let first = models.min() ?? Self.name
        let bytes = try WholeFile.read(first, within: directory.path, limit: Self.sizeLimit)
        let model = try SavedModel(safetensors: bytes, file: file(first))
        let spec = try SpecReader.read(
            try FileText.spec(of: directory),
            fileName: directory.spec.path
        ).spec
        let training = WholeTraining(spec, facts: model.facts, specPath: directory.spec.path)
        return Failure(
            .usage,
            "\(path): was split into folds, so that no run was trained on all samples; train the "
                + "best setting on \(training.samples), and predict with that:",
            details: ["  " + training.command]
        )
    }
}

/// The sweep that trains the best setting of another one, with folds, on all samples.
struct WholeTraining {
    private let spec: SweepSpec
    private let facts: [String: String]
    private let specPath: String

    /// Describes the sweep.
    ///
    /// - Parameters:
    ///   - spec: That of the sweep with folds.
    ///   - facts: What a model file says of the setting.
    ///   - specPath: The path of the spec.
    init(_ spec: SweepSpec, facts: [String: String], specPath: String) {
        self.spec = spec
        self.facts = facts
        self.specPath = specPath
    }

    /// On what it trains.
    var samples: String {
        let samples =
            spec.choice.isByValidation
            ? "most samples (the others decide which epoch is taken)" : "all samples"
        guard let column = unwantedColumn else { return samples }
        return samples + ", in a copy of the table without the column "
            + "\(VisibleText.quoted(column)), here COPY.csv"
    }

    /// The column that only splits, and that the command would train on.
    ///
    /// The spec's group still draws validation samples; without a split it would be a feature.
    private var unwantedColumn: String? {
        switch spec.split {
        case .shares(_, let draw), .folds(_, let draw):
            spec.choice.isByValidation ? nil : draw.group
        case .column(let name): name
        case .none, .last: nil
        }
    }

    /// The axes whose values the command names.
    ///
    /// Where the spec has several optimizers, naming one takes the place of all that it says of
    /// each, so what is not the optimizer's default is named, too.
    private var namedAxes: [Axis] {
        let varying = spec.axes.varying
        guard varying.contains(.optimizer), let name = facts[Axis.optimizer.name],
            let optimizer = Optimizer(rawValue: name)
        else { return varying }
        let standard = Setting.standard(with: optimizer)
        return optimizer.axes.filter { axis in
            varying.contains(axis) || facts[axis.name] != axis.text(of: standard)
        }
    }

    /// The command.
    var command: String {
        let axes = namedAxes.compactMap { axis in
            facts[axis.name].map { text in
                let value = axis == .layers ? String(text.map { $0 == "-" ? "," : $0 }) : text
                return "--\(SpecKey.axis(axis).flag) \(ShellWord.quoted(value))"
            }
        }
        let split = spec.choice.isByValidation ? "--validation 0.2" : "--split none"
        let table = unwantedColumn.map { _ in ["--csv COPY.csv"] } ?? []
        return (["momentum sweep", ShellWord.quoted(specPath)] + table + [split] + axes)
            .joined(separator: " ")
    }
}
