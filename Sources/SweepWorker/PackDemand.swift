internal import NeuralNet
package import SweepModel
internal import TrainingModel

/// The memory that the training of a pack takes, looked at before any of it is allocated.
///
/// The system gives out more memory than it has, and kills the process that uses it: a worker that
/// refuses says why, and goes on.
package struct PackDemand {
    /// The bytes of the pack, of the orders of its samples, and of samples that are not here yet.
    package let bytes: Int

    /// What is trained, in words.
    private let words: String

    /// Adds up what the training of `assignment` takes.
    ///
    /// - Parameters:
    ///   - assignment: The pack.
    ///   - folds: The samples, as many as the training part has or some more.
    package init(of assignment: Assignment, on folds: FoldCache) {
        let training = assignment.training
        let runCount = assignment.runs.count
        let pack = PackMemory.bytes(
            configuration: training,
            runCount: runCount,
            clips: assignment.runs.contains(where: \.clips)
        )
        let orders =
            training.shuffle
            ? PackMemory.orderBytes(runCount: runCount, sampleCount: folds.sampleCount) : 0
        let samples = folds.missingBytes(ofFold: assignment.fold)
        let sum = pack.addingReportingOverflow(orders + samples)
        bytes = sum.overflow ? .max : sum.partialValue
        words =
            "a pack of \(runCount) runs of layers \(training.shape.layers) with batch "
            + "\(training.batch)"
    }

    /// Refuses what does not fit.
    ///
    /// - Parameter freeBytes: The memory that is free, or `nil` if that is not known.
    /// - Throws: ``Refusal`` if the pack takes more.
    package func check(against freeBytes: Int?) throws {
        guard let freeBytes, bytes > freeBytes else { return }
        throw Refusal(
            description: "\(words) needs \(bytes) bytes of memory; \(freeBytes) are free here"
        )
    }

    /// Why a pack is refused.
    package struct Refusal: Error, CustomStringConvertible {
        package let description: String
    }
}
