internal import NeuralNet
internal import SweepModel

/// An attempt with all that a slot needs to train it.
struct TrainingJob: Sendable {
    let assignment: Assignment
    let dataset: Dataset
    let checkpoint: [UInt8]?
    let saveEvery: Duration

    var id: AttemptID { assignment.attempt }

    var configuration: TrainingConfiguration {
        TrainingConfiguration(
            shape: NetworkShape(layers: assignment.shape.layers),
            batch: assignment.shape.batch,
            epochs: assignment.epochs,
            shuffle: assignment.shuffle
        )
    }

    var runs: [RunConfiguration] {
        assignment.runs.map { run in
            RunConfiguration(
                momentum: run.momentum,
                learningRate: run.learningRate,
                dampening: run.dampening,
                nesterov: run.nesterov,
                weightDecay: run.weightDecay,
                seed: run.seed,
                generatorOffset: Int(clamping: run.generatorOffset)
            )
        }
    }
}
