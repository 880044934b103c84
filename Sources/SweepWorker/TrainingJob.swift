internal import NeuralNet
internal import SweepModel

/// An attempt with all that a slot needs to train it.
struct TrainingJob: Sendable {
    let assignment: Assignment
    let dataset: Dataset
    let checkpoint: [UInt8]?
    let saveEvery: Duration

    var id: AttemptID { assignment.attempt }
}
