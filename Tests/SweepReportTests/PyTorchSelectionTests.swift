import Digest
import Foundation
import NeuralNet
import SweepModel
import SweepReport
import SweepResults
import SweepTesting
import Testing
import TrainingModel

/// The generated program where the validation loss chooses an epoch, against our reference trainer.
struct PyTorchSelectionTests {
    private static let split = SplitRule.shares(HeldOutShares(validation: 0.3), SplitDraw(seed: 3))

    private static func plan(_ choice: EpochChoice) -> SweepPlan {
        SweepPlan(
            SweepSpec(
                name: "selected",
                dataset: .spiral(SpiralSource(classes: 3, points: 30, noise: 0.4, seed: 1)),
                split: split,
                epochs: 40,
                shuffle: true,
                choice: choice,
                axes: SweepAxes([
                    .momentum: [0, 0.9], .layers: [[2, 8, 3]], .learningRate: [0.3],
                ]),
                seeds: .paired([3, 8])
            )
        )
    }

    private func table() throws -> SampleTable {
        try SampleTable.spiral(
            classes: 3,
            points: 30,
            noise: 0.4,
            seed: 1,
            standardize: false,
            split: Self.split
        )
    }

    @Test(
        .requires(.pyTorch),
        arguments: [
            EpochChoice.best, .stop(EarlyStopping(patience: 3)),
            .stop(EarlyStopping(patience: 5, minimumDelta: 0.01)),
        ]
    )
    func `a run stops in PyTorch where it did, and takes the epoch that it took`(
        choice: EpochChoice
    ) throws {
        let plan = Self.plan(choice)
        let table = try table()
        let training = try #require(table.dataset(.training, fold: 0))
        let validation = try #require(table.dataset(.validation, fold: 0))
        let digest = Digest(sha256: "spec")
        let builder = ReportBuilder(
            plan: plan,
            results: SyntheticResults(plan: plan),
            dataset: training,
            table: table,
            context: ReportContext(
                specText: "",
                specDigest: digest,
                datasetDigest: digest,
                command: "momentum sweep sweep.yaml"
            )
        )
        let scratch = try Scratch()
        let folder = try builder.export(.pytorch, to: scratch.url, trained: ReportCase.period)
        for place in [0, plan.runCount - 1] {
            let run = plan.run(atPlace: place)
            let whole = Self.plan(.final).spec.training(PackShape(run.setting))
            let epochs = ReferenceTrainer(
                dataset: training,
                validation: validation,
                training: whole,
                run: run.configuration
            ).train().epochs
            var history = ValidationHistory(choice)
            for epoch in epochs where !history.isOver {
                history.append(Float(try #require(epoch.validationLoss)))
            }
            let program = folder.appending(path: "reproduce.py").path
            let outcome = try ExternalTool.python.run([program, "\(place)"])
            #expect(outcome.status == 0, "\(outcome.messages)")
            let rows = outcome.output.split(separator: "\n").dropFirst()
            #expect(rows.count == history.epochCount)
            let best = try #require(history.best)
            let sentence = "epoch \(best.epoch) has the lowest validation loss and is taken"
            #expect(outcome.messages.contains(sentence))
            let row = try #require(rows.dropFirst(best.epoch).first)
            let loss = try #require(row.split(separator: ",").dropLast().last.flatMap { Float($0) })
            #expect(abs(loss - best.loss) < 1e-4)
        }
    }

    /// Beside the samples and without a choice, every byte is as it was.
    @Test func `the program has lines for the choice only where there is one`() throws {
        let form = PyTorchSamples(of: try table())
        #expect(form == PyTorchSamples(hasParts: true, hasValidation: true))
        #expect(PyTorchSamples(of: nil) == PyTorchSamples())
        func text(_ choice: EpochChoice) -> String {
            PyTorchProgram(plan: Self.plan(choice), run: 0, form: form).text
        }
        for word in ["best", "PATIENCE", "validation_losses", "break"] {
            #expect(!text(.final).contains(word))
        }
        #expect(text(.final).contains("*measure(held_x, held_y), sep=\",\")\n"))
        #expect(text(.best).contains("model.load_state_dict(best)"))
        #expect(!text(.best).contains("PATIENCE"))
        let rule = EarlyStopping(patience: 7, minimumDelta: 1e-5)
        #expect(text(.stop(rule)).contains("PATIENCE, MINIMUM_DELTA = 7, 1e-05\n"))
    }
}
