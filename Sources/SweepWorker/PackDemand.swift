internal import NeuralNet
internal import SweepModel
internal import TrainingModel

/// The memory that the training of a pack takes, looked at before any of it is allocated.
///
/// The system gives out more memory than it has, and kills the process that uses it: a worker that
/// refuses says why, and goes on.
struct PackDemand {
    /// The bytes of the pack, and of the orders of its samples.
    let bytes: Int

    /// What is trained, in words.
    private let words: String

    /// Adds up what `job` takes.
    init(of job: TrainingJob) {
        let training = job.assignment.training
        let runCount = job.assignment.runs.count
        let pack = PackMemory.bytes(configuration: training, runCount: runCount)
        // With shuffle, each run has an order of its own, and a copy of it.
        let orders =
            training.shuffle ? 2 * runCount * job.dataset.count * MemoryLayout<Int>.stride : 0
        let sum = pack.addingReportingOverflow(orders)
        bytes = sum.overflow ? .max : sum.partialValue
        words =
            "a pack of \(runCount) runs of layers \(training.shape.layers) with batch "
            + "\(training.batch)"
    }

    /// Refuses what does not fit.
    ///
    /// - Parameter freeBytes: The memory that is free, or `nil` if that is not known.
    /// - Throws: ``Refusal`` if the pack takes more.
    func check(against freeBytes: Int?) throws {
        guard let freeBytes, bytes > freeBytes else { return }
        throw Refusal(
            description: "\(words) needs \(bytes) bytes of memory; \(freeBytes) are free here"
        )
    }

    /// Why a pack is refused.
    struct Refusal: Error, CustomStringConvertible {
        let description: String
    }
}
