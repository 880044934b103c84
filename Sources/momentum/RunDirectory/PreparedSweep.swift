internal import Digest
internal import Foundation
internal import HostSystem
internal import NeuralNet
internal import NeuralNetRuntime
internal import SweepModel
internal import SweepResults
internal import SweepSpecReader
internal import SweepStore
internal import TrainingModel

/// A sweep whose spec and samples were read and fit each other.
struct PreparedSweep {
    /// The spec, its paths relative to the run directory.
    let spec: SweepSpec

    /// What the defaults of the spec decided.
    let assumptions: Set<SpecAssumption>

    /// The runs.
    let plan: SweepPlan

    /// The samples, with the part of each.
    let table: SampleTable

    /// What the losses of each fold are measured against.
    let lossScales: [LossScale]

    /// The samples as they travel.
    let encodedDataset: EncodedSamples

    /// The SHA-256 of the encoded samples.
    let datasetDigest: Digest

    /// The spec in canonical form.
    let text: String

    /// The SHA-256 of the spec in canonical form.
    let digest: Digest

    /// Which labels of its table are the same class.
    let labels: LabelReading

    /// The SHA-256 by which an older store knows the samples, if it has another one.
    private var olderDatasetDigest: Digest?

    private let files: DatasetFiles
    private let source: DatasetSource

    /// Checks a resolved spec against the samples that it names.
    ///
    /// - Parameters:
    ///   - resolved: The spec.
    ///   - folder: The folder that its paths are relative to.
    ///   - texts: What the texts of its files may hold.
    ///   - labels: Which labels of its table are the same class.
    /// - Throws: ``SpecError``, ``NeuralNet/DatasetError`` or ``Failure``.
    init(
        _ resolved: ResolvedSpec,
        folder: URL,
        texts: DatasetTexts = .checked,
        labels: LabelReading = .asWritten
    ) throws {
        self.labels = labels
        assumptions = resolved.assumptions
        // What a run directory holds may come from elsewhere, paths included.
        files = DatasetFiles(folder: folder, isContained: texts == .stored)
        source = resolved.spec.dataset
        table = try files.load(
            source,
            split: resolved.spec.split,
            texts: texts,
            labels: labels
        )
        var spec = try resolved.fitted(datasetWidth: table.width, classCount: table.classCount)
        spec.dataset = files.relocated(source)
        // So that whoever reads the directory leaves it out as well, and need not find it.
        if case .csv(var csv) = spec.dataset, let column = table.reading?.rowNumberColumn {
            csv.form.excluded.append(column)
            spec.dataset = .csv(csv)
        }
        self.spec = spec
        try SplitCheck(spec, table.parts).check()
        lossScales = try SplitCheck.lossScales(of: table, isHeldOut: spec.split.hasValidation)
        plan = SweepPlan(spec, foldCount: table.parts.foldCount)
        try Self.checkMemory(of: plan)
        try Self.checkGeneratorOffsets(of: plan)
        encodedDataset = table.encoding
        datasetDigest = encodedDataset.digest
        text = SpecWriter.text(of: spec)
        digest = Digest(sha256: text)
        // What a run directory holds was read from there just now.
        if texts == .checked { try Self.check(text, says: spec) }
    }

    /// Reads back what is going to be the spec of the run directory: nothing may be trained that a
    /// resume or a report could not read again.
    private static func check(_ text: String, says spec: SweepSpec) throws {
        let read = try SpecReader.read(text, fileName: "sweep.yaml").spec
        guard read == spec else {
            let difference = SpecWriter.difference(from: spec, to: read)
            throw Failure(
                .failure,
                "sweep.yaml: would differ from the spec; please report this:",
                details: difference
            )
        }
    }

    /// Refuses a network whose packs no worker would train.
    private static func checkMemory(of plan: SweepPlan) throws {
        for group in plan.groups {
            let runs = min(Limits.runsPerPack, group.runCount)
            let extras = group.settingIndices.reduce(into: StepExtras()) {
                $0.formUnion(StepExtras(plan.settings[$1]))
            }
            let bytes = PackMemory.bytes(
                configuration: plan.spec.training(group.shape),
                runCount: runs,
                extras: extras
            )
            guard bytes > PackMemory.limitBytes else { continue }
            let amount = bytes == .max ? "far more than that" : "\(bytes) bytes"
            throw Failure(
                .usage,
                "layers \(group.shape.layers) with batch \(group.shape.batch): a pack of "
                    + "\(runs) runs is trained in at most \(PackMemory.limitBytes) bytes of "
                    + "memory, and this needs \(amount); use a smaller network or batch"
            )
        }
    }

    /// Refuses seeds of which no worker would train the last ones.
    private static func checkGeneratorOffsets(of plan: SweepPlan) throws {
        let offset = plan.largestGeneratorOffset
        guard offset > UInt64(Limits.generatorOffset) else { return }
        throw Failure(
            .usage,
            "seeds: with the notebook's seed the last run begins after \(offset) outputs of the "
                + "generator; at most \(Limits.generatorOffset) are skipped: use fewer settings or "
                + "epochs, or seeds such as 10"
        )
    }

    /// Reads the sweep of a run directory.
    ///
    /// The first edition named classes by the value of their label, so the reading that gives the
    /// samples of the store is the right one.
    ///
    /// - Throws: ``SpecError``, ``NeuralNet/DatasetError``, ``SweepStore/StoreError`` or
    ///   ``Failure``.
    init(in directory: RunDirectory) throws {
        let text = try FileText.spec(of: directory)
        let resolved = try SpecReader.read(text, fileName: directory.spec.path)
        func reading(_ labels: LabelReading) -> Result<PreparedSweep, any Error> {
            Result {
                try PreparedSweep(
                    resolved,
                    folder: directory.url,
                    texts: .stored,
                    labels: labels
                )
            }
        }
        let sweep = reading(.asWritten)
        guard case .csv = resolved.spec.dataset,
            FileManager.default.fileExists(atPath: directory.store.path)
        else {
            self = try sweep.get()
            return
        }
        let stored = try SweepArchive(opening: directory.path).description.dataset
        if case .success(let sweep) = sweep, let found = sweep.known(by: stored) {
            self = found
        } else if case .success(let merged) = reading(.mergedIntegers),
            let found = merged.known(by: stored)
        {
            self = found
        } else {
            self = try sweep.get()
        }
    }

    /// The sweep, if a store that knows its samples by `digest` may be of it.
    private func known(by digest: Digest) -> PreparedSweep? {
        if digest == datasetDigest { return self }
        // An older build standardized before it encoded.
        guard case .whole = table.parts, table.isStandardized,
            Digest(sha256: table.firstEditionEncoded()) == digest
        else { return nil }
        var sweep = self
        sweep.olderDatasetDigest = digest
        return sweep
    }

    /// Refuses a run directory whose spec or data files changed since its store was made.
    ///
    /// - Throws: ``Failure`` with what changed.
    func check(against stored: StoreDescription, in directory: RunDirectory) throws {
        guard stored.dataset == olderDatasetDigest ?? datasetDigest,
            stored.lossScales.isEmpty || stored.lossScales == lossScales
        else {
            throw Failure(
                .directory,
                "\(directory.path): its data files have changed since the sweep began"
            )
        }
        // Another build may write the same spec in another way.
        guard stored.specHash != digest else { return }
        let began = try StoredSpec.read(stored, in: directory)
        let complaint = "\(directory.spec.path): has changed since the sweep began"
        try Self.check(spec, equals: began, or: complaint)
    }

    /// Refuses a spec that differs from an earlier one.
    ///
    /// - Throws: ``Failure`` with `complaint` and the difference.
    static func check(
        _ spec: SweepSpec,
        equals earlier: SweepSpec,
        or complaint: String
    ) throws {
        let difference = SpecWriter.difference(from: earlier, to: spec)
        guard difference.isEmpty else {
            throw Failure(.directory, complaint + ":", details: difference)
        }
    }

    /// Writes the spec and copies of the data files into a new run directory.
    ///
    /// The spec comes last: where it lies, all that it names lies there too, also after a crash.
    ///
    /// - Throws: An error if a file cannot be written.
    func write(to directory: RunDirectory) throws {
        _ = try files.copy(source, into: directory.url)
        try DurableFile.write(text.utf8, to: directory.spec.path)
    }

    /// The runs as a store numbers them.
    func plan(storedAs description: StoreDescription) -> SweepPlan {
        SweepPlan(spec, foldCount: table.parts.foldCount, order: description.order)
    }

    /// The number of samples that runs are trained on; with folds, on the first one.
    var trainingCount: Int { table.parts.indices(of: .training, fold: 0).count }

    /// The samples that runs are trained on; with folds, those of the first one.
    var trainingDataset: Dataset {
        guard let dataset = table.dataset(.training, fold: 0) else {
            preconditionFailure("a table has a training part in each fold")
        }
        return dataset
    }

    /// The description in the store of a new sweep.
    var storeDescription: StoreDescription {
        StoreDescription(
            spec: text,
            specHash: digest,
            dataset: datasetDigest,
            runCount: plan.runCount,
            lossScales: lossScales,
            build: Build.version,
            core: NumericCore.identifier
        )
    }

    /// The report's description of the sweep.
    var reportContext: ReportContext {
        ReportContext(
            specText: text,
            specDigest: digest,
            datasetDigest: olderDatasetDigest ?? datasetDigest,
            command: "momentum sweep sweep.yaml"
        )
    }
}
