package import Foundation
package import NeuralNet
internal import Quoting
internal import SweepModel
internal import TrainingModel

/// A PyTorch program that repeats any run of a sweep, and the samples that it reads.
///
/// The samples are the decoded ones, so the program has nothing to read in another way than the
/// sweep did:
///
/// | file | content |
/// |---|---|
/// | `reproduce.py` | the program; its argument is the number of a run, or `predict FILE.csv` |
/// | `features.npy` | Float32, shape [samples, features]; Float64 where they are standardized |
/// | `labels.npy` | Int64, shape [samples] |
/// | `classes.json` | the name of each class, as in the sweep's data |
/// | `parts.npy` | Int64, shape [samples]: part 0, 1 or 2, or the fold that holds it out |
/// | `scalings.npy` | Float64, shape [folds, 2, features]: means, deviations of the training part |
///
/// The last two are there only where samples are held out, and where they are standardized.
package struct PyTorchExport: RunExporter {
    private let sweep: ExportedSweep
    private let folder: URL
    private var best: Run?

    /// Prepares an export.
    ///
    /// - Parameters:
    ///   - sweep: What is known before the first run.
    ///   - folder: Where the files are made.
    package init(_ sweep: ExportedSweep, folder: URL) {
        self.sweep = sweep
        self.folder = folder
    }

    /// Nothing is written of a single run.
    package func add(_ record: RunRecord) {}

    /// Finds the best run of the leader, which the program repeats by default.
    package mutating func endSetting(_ setting: ExportedSetting) {
        if setting.results.index == sweep.leader { best = setting.best }
    }

    /// Writes all files, the program last.
    ///
    /// - Throws: ``ReportError`` if the disk refuses.
    package func finish() throws {
        let dataset = sweep.dataset
        let classes = JSONValue.array(dataset.classNames.map(JSONValue.string))
        try BufferedFile.write(classes.text + "\n", to: folder.appending(path: "classes.json"))
        let form = try writeSamples()
        let program = PyTorchProgram(plan: sweep.plan, run: best?.place ?? 0, form: form)
        try BufferedFile.write(program.text, to: folder.appending(path: "reproduce.py"))
    }

    private func writeSamples() throws -> PyTorchSamples {
        let dataset = sweep.dataset
        guard let table = sweep.table, table.isSplit else {
            try NumPyFile.write(
                dataset.features,
                shape: [dataset.count, dataset.width],
                to: folder.appending(path: "features.npy")
            )
            try NumPyFile.write(dataset.labels, to: folder.appending(path: "labels.npy"))
            return PyTorchSamples()
        }
        let features = table.rows
        let file = folder.appending(path: "features.npy")
        let shape = [table.count, table.width]
        if table.isStandardized {
            try NumPyFile.write(features, shape: shape, to: file)
            try writeScalings(of: table)
        } else {
            try NumPyFile.write(features.map { Float($0) }, shape: shape, to: file)
        }
        try NumPyFile.write(table.labels, to: folder.appending(path: "labels.npy"))
        try NumPyFile.write(table.parts.numbers, to: folder.appending(path: "parts.npy"))
        return PyTorchSamples(of: table)
    }

    private func writeScalings(of table: SampleTable) throws {
        let foldCount = table.parts.foldCount
        let numbers = (0..<foldCount).flatMap { fold -> [Double] in
            let scalings = table.scalings(fold: fold)
            return scalings.map { $0?.mean ?? 0 } + scalings.map { $0?.deviation ?? 1 }
        }
        try NumPyFile.write(
            numbers,
            shape: [foldCount, 2, table.width],
            to: folder.appending(path: "scalings.npy")
        )
    }
}

/// In which form the samples lie beside the program.
package struct PyTorchSamples: Hashable, Sendable {
    /// Whether `parts.npy` tells what is held out.
    package var hasParts = false

    /// Whether it tells the fold of each sample.
    package var hasFolds = false

    /// Whether there are samples to measure on after each epoch.
    package var hasValidation = false

    /// Whether `scalings.npy` tells means and deviations.
    package var isStandardized = false

    /// Describes samples, by default those that are all trained on.
    package init(
        hasParts: Bool = false,
        hasFolds: Bool = false,
        hasValidation: Bool = false,
        isStandardized: Bool = false
    ) {
        self.hasParts = hasParts
        self.hasFolds = hasFolds
        self.hasValidation = hasValidation
        self.isStandardized = isStandardized
    }
}

extension PyTorchSamples {
    /// The form in which the samples of `table` are written; without it, all are trained on.
    package init(of table: SampleTable?) {
        guard let table, table.isSplit else {
            self.init()
            return
        }
        self.init(
            hasParts: true,
            hasFolds: table.parts.foldCount > 1,
            hasValidation: table.parts.hasValidation,
            isStandardized: table.isStandardized
        )
    }
}

extension SampleTable {
    /// Whether some samples are held out.
    fileprivate var isSplit: Bool { if case .whole = parts { false } else { true } }
}

extension SampleParts {
    /// A number for each sample: its part, or the fold that holds it out.
    fileprivate var numbers: [Int32] {
        switch self {
        case .whole(let count): [Int32](repeating: 0, count: count)
        case .parts(let parts): parts.map { Int32($0.rawValue) }
        case .folds(let folds, _): folds.map(Int32.init)
        }
    }
}
