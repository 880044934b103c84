import Digest
import Foundation
import NeuralNet
import SweepModel
import SweepReport
import SweepResults
import SweepTesting
import Testing
import TrainingModel

/// A sweep whose program is held to our reference trainer.
struct PyTorchRepetition {
    private let plan: SweepPlan

    /// The samples that are shown: those of training in the first fold.
    private let dataset: Dataset

    private let table: SampleTable?

    /// A sweep that trains on all samples.
    init(plan: SweepPlan, dataset: Dataset) {
        self.plan = plan
        self.dataset = dataset
        table = nil
    }

    /// A sweep that trains on parts of the samples.
    init(plan: SweepPlan, table: SampleTable) throws {
        self.plan = plan
        self.table = table
        dataset = try #require(table.dataset(.training, fold: 0))
    }

    /// Writes program and samples.
    ///
    /// - Returns: Their folder.
    func export(to folder: URL) throws -> URL {
        let digest = Digest(sha256: "spec")
        let builder = ReportBuilder(
            plan: plan,
            results: SyntheticResults(plan: plan),
            dataset: dataset,
            table: table,
            context: ReportContext(
                specText: "",
                specDigest: digest,
                datasetDigest: digest,
                command: "momentum sweep sweep.yaml"
            )
        )
        return try builder.export(.pytorch, to: folder, trained: ReportCase.period)
    }

    /// Runs the program for one place after the other; one interpreter, as PyTorch loads slowly.
    private static let script = """
        import contextlib, csv, io, json, runpy, sys
        program, *places = sys.argv[1:]
        curves = []
        for place in places:
            sys.argv = [program, place]
            with contextlib.redirect_stdout(io.StringIO()) as output:
                runpy.run_path(program, run_name="__main__")
            rows = list(csv.reader(output.getvalue().splitlines()))[1:]
            curves.append([[float(cell) for cell in row[1:]] for row in rows])
        json.dump(curves, sys.stdout)
        """

    /// What the program prints of runs: of each, for each epoch the numbers after its own.
    func curves(_ program: URL, of places: [Int]) throws -> [[[Double]]] {
        let arguments = ["-c", Self.script, program.path] + places.map { "\($0)" }
        let outcome = try ExternalTool.python.run(arguments)
        try #require(outcome.status == 0, "\(outcome.messages)")
        return try JSONDecoder().decode([[[Double]]].self, from: outcome.bytes)
    }

    /// The same by the reference trainer.
    func expectedCurves(of place: Int) throws -> [[Double]] {
        let run = plan.run(atPlace: place)
        let training = try table.map { try #require($0.dataset(.training, fold: run.fold)) }
        let validation = table?.dataset(.validation, fold: run.fold)
        let dataset = training ?? dataset
        let trainer = ReferenceTrainer(
            dataset: dataset,
            validation: validation,
            training: plan.spec.training(PackShape(run.setting)),
            run: run.configuration
        )
        return try trainer.train().epochs.map { epoch in
            var numbers = [
                epoch.lastBatchLoss, epoch.meanBatchLoss, epoch.loss,
                Double(epoch.correctCount) / Double(dataset.count),
            ]
            if let validation {
                numbers += [
                    try #require(epoch.validationLoss),
                    Double(epoch.validationCorrectCount ?? 0) / Double(validation.count),
                ]
            }
            return numbers
        }
    }

    /// The expectations of runs of the program: as many epochs, with our numbers.
    func expect(_ program: URL, repeats places: [Int]) throws {
        for (place, theirs) in zip(places, try curves(program, of: places)) {
            let ours = try expectedCurves(of: place)
            #expect(theirs.count == plan.spec.epochs)
            #expect(theirs.map(\.count) == ours.map(\.count))
            let distances = zip(theirs.joined(), ours.joined()).map { abs($0 - $1) }
            #expect(
                distances.allSatisfy { $0 < 1e-4 },
                "\(plan.run(atPlace: place).setting): \(distances.max() ?? .nan)"
            )
        }
    }
}
