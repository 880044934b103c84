import NeuralNet
import NeuralNetRuntime
import NeuralNetTesting
import Testing
import TrainingModel

/// Runs stop where a PyTorch loop with patience does, and keep the network that it keeps.
struct StoppedParityTests {
    /// Epochs and choice are those of PyTorch exactly; a loss may be as far as rounding carries it.
    @Test func `each run stops and is taken as in PyTorch`() throws {
        let data = try HeldOutCase("spiral-parts")
        let training = data.packs[0].training
        let validation = try #require(data.table.dataset(.validation, fold: 0))
        let (epochs, cases) = try StoppedCase.all()
        for stopped in cases {
            let trainer = try InstructionSetName.best.makePackTrainer(
                dataset: try #require(data.table.dataset(.training, fold: 0)),
                validation: validation,
                configuration: TrainingConfiguration(
                    training.pack,
                    epochs: epochs,
                    shuffle: true,
                    metrics: training.metrics,
                    choice: stopped.choice
                ),
                runs: [stopped.run]
            )
            let column = try #require(training.metrics.firstIndex(of: .validationLoss))
            var losses: [Float] = []
            while !trainer.isOver { losses.append(try #require(trainer.trainEpoch()[0])[column]) }
            let best = stopped.choice.epoch(of: losses)
            #expect(trainer.epoch == stopped.epochs, "\(stopped)")
            #expect(best == stopped.selected, "\(stopped)")
            let kept = InstructionSetName.best.kernels.measure(
                [trainer.parameters(ofLane: 0)],
                of: training.shape,
                activation: .relu,
                on: validation
            )
            let distance = abs(Double(kept[0].meanLoss) - stopped.loss)
            #expect(distance <= 3 * max(1e-6, stopped.envelope), "\(stopped)")
        }
        #expect(Set(cases.map(\.epochs)).count > 10)
    }
}
