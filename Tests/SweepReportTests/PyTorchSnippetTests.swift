import Foundation
import NeuralNet
import SweepModel
import SweepReport
import SweepTesting
import Testing
import TrainingModel

/// The generated program, run by PyTorch, against our reference trainer.
struct PyTorchSnippetTests {
    /// The seed modes, with the shapes that make the notebook's generator go different ways.
    private static let plans: [SweepPlan] = [SeedPlan.notebook(1), .paired([3, 8])].map { seeds in
        SweepPlan(
            SweepSpec(
                name: "repeat",
                dataset: .spiral(SpiralSource(classes: 3, points: 30, noise: 0.2, seed: 1)),
                epochs: 4,
                shuffle: true,
                axes: SweepAxes([
                    .momentum: [0, 0.9], .layers: [[2, 8, 3], [2, 6, 5, 3]], .weightDecay: [0.001],
                    .labelSmoothing: [0, 0.2],
                ]),
                seeds: seeds
            )
        )
    }

    @Test(
        .requires(.pyTorch),
        arguments: plans
    )
    func `any run is repeated in PyTorch`(plan: SweepPlan) throws {
        let dataset = Dataset.spiral(classes: 3, points: 30, noise: 0.2, seed: 1)
        let program = PyTorchSnippet(plan: plan, dataset: dataset, run: 0).text
        for index in [0, plan.runCount - 1] {
            let outcome = try ExternalTool.python.run(["-c", program, "\(index)"])
            #expect(outcome.status == 0, "\(outcome.messages)")
            let rows = outcome.output.split(separator: "\n").dropFirst()
            let theirs = rows.map { $0.split(separator: ",").compactMap { Double($0) } }
            let ours = metrics(of: plan.run(atPlace: index), plan: plan, dataset: dataset)
            #expect(theirs.count == plan.spec.epochs)
            for (row, epoch) in zip(theirs, ours) {
                let numbers = [
                    epoch.lastBatchLoss, epoch.meanBatchLoss, epoch.loss,
                    Double(epoch.correctCount) / Double(dataset.count),
                ]
                #expect(zip(row.dropFirst(), numbers).allSatisfy { abs($0 - $1) < 1e-4 })
            }
        }
    }

    private func metrics(of run: Run, plan: SweepPlan, dataset: Dataset) -> [ReferenceMetrics] {
        let training = plan.spec.training(PackShape(run.setting))
        return ReferenceTrainer(dataset: dataset, training: training, run: run.configuration)
            .train().epochs
    }
}
