import Digest
import Foundation
import NeuralNet
import SweepModel
import SweepReport
import SweepResults
import SweepTesting
import TrainingModel

/// A sweep, its results, and a folder for a report of it that vanishes with the case.
final class ReportCase {
    /// When its runs are said to be trained: ten minutes in September 2001.
    static let period = TrainingPeriod(
        from: Date(timeIntervalSince1970: 1_000_000_000),
        to: Date(timeIntervalSince1970: 1_000_000_600)
    )

    /// The plan.
    let plan: SweepPlan

    /// The samples that are trained on.
    let dataset: Dataset

    /// All samples with their parts.
    let table: SampleTable

    /// The report's folder.
    let folder: URL

    private let scratch: Scratch
    private let context: ReportContext

    /// Makes a sweep over `axes` on a small spiral, or on the samples of `table`.
    init(
        _ axes: SweepAxes,
        seeds: SeedPlan = .paired([0, 1, 2, 3, 4]),
        epochs: Int = 6,
        split: SplitRule = .none,
        choice: EpochChoice = .final,
        dataset: Dataset = .spiral(classes: 3, points: 20, noise: 0.2, seed: 1),
        table: SampleTable? = nil,
        source: DatasetSource = .spiral(SpiralSource(points: 20)),
        name: String = "case"
    ) throws {
        plan = SweepPlan(
            SweepSpec(
                name: name,
                dataset: source,
                split: split,
                epochs: epochs,
                shuffle: false,
                choice: choice,
                axes: axes,
                seeds: seeds
            )
        )
        let samples = try table ?? SampleTable(dataset, split: split)
        self.table = samples
        self.dataset = samples.dataset(.training, fold: 0) ?? dataset
        scratch = try Scratch()
        folder = scratch.url.appending(path: "report")
        let digest = Digest(hexadecimal: String(repeating: "ab", count: 32))
        struct NoDigest: Error {}
        guard let digest else { throw NoDigest() }
        context = ReportContext(
            specText: "name: \(name)\n",
            specDigest: digest,
            datasetDigest: digest,
            command: "momentum sweep sweep.yaml"
        )
    }

    /// A builder for `results`, or for synthetic ones.
    func builder(
        _ results: (any RunResultSource)? = nil,
        testRecord: TestRecord = TestRecord()
    ) -> ReportBuilder {
        ReportBuilder(
            plan: plan,
            results: results ?? SyntheticResults(plan: plan),
            dataset: dataset,
            table: table,
            testRecord: testRecord,
            context: context
        )
    }

    /// Writes the data files only.
    func writeData(_ results: (any RunResultSource)? = nil) throws -> ReportSummary {
        try builder(results).write(
            to: folder,
            options: ReportOptions(drawsFigures: false, models: .none)
        )
    }

    /// The text of a file of the report.
    func text(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    /// `report.json`, decoded.
    func document() throws -> [String: Any] {
        let data = try Data(contentsOf: folder.appending(path: "report.json"))
        struct NotAnObject: Error {}
        guard let object = try JSONSerialization.jsonObject(with: data) as? [String: Any] else {
            throw NotAnObject()
        }
        return object
    }
}
