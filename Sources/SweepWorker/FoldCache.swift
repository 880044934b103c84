package import NeuralNet
internal import Synchronization
internal import TrainingModel

/// The samples of a sweep on a worker, and what its slots train on, fold by fold.
///
/// Means and deviations are those of a fold's training part, so that each fold has numbers of its
/// own. A slot makes them on its own thread when it needs them first; the folds that were used last
/// are kept, since packs of all folds take turns. All threads may use it at once.
package final class FoldCache: Sendable {
    /// What a pack is trained and measured on.
    package struct Samples: Sendable {
        /// The training part.
        package let training: Dataset

        /// The validation part, if there is one.
        package let validation: Dataset?

        /// The bytes that it takes.
        fileprivate var bytes: Int { FoldCache.bytes(of: training) + bytesOfValidation }

        private var bytesOfValidation: Int { validation.map(FoldCache.bytes) ?? 0 }
    }

    /// Why a fold cannot be trained on.
    package struct UnknownFold: Error, CustomStringConvertible {
        /// Which fold there is none of.
        package let description: String
    }

    /// The samples as they have arrived.
    private let table: SampleTable

    /// The bytes beyond which the fold that was not used for longest is dropped.
    private let limitBytes: Int

    /// What is kept, the fold that was used last at the end.
    private let kept = Mutex<[(fold: Int, samples: Samples)]>([])

    /// Prepares the folds of `table`.
    ///
    /// - Parameters:
    ///   - table: The samples.
    ///   - limitBytes: The bytes of folds that may be kept; the last one always is.
    package init(_ table: SampleTable, limitBytes: Int) {
        self.table = table
        self.limitBytes = limitBytes
    }

    /// The number of samples in all parts.
    package var sampleCount: Int { table.count }

    /// The bytes that the samples of a fold would take beyond those that are kept.
    package func missingBytes(ofFold fold: Int) -> Int {
        let isKept = kept.withLock { kept in kept.contains { $0.fold == fold } }
        let rowBytes = table.width * MemoryLayout<Float>.stride + MemoryLayout<Int32>.stride
        return isKept ? 0 : table.count * rowBytes
    }

    /// What the runs of `fold` are trained and measured on.
    ///
    /// - Throws: ``UnknownFold`` if the samples are not split so often.
    /// - Complexity: O(samples · features), unless it is kept.
    package func samples(ofFold fold: Int) throws -> Samples {
        guard (0..<table.parts.foldCount).contains(fold) else {
            throw UnknownFold(
                description: "there is no fold \(fold): the dataset has \(table.parts.foldCount)"
            )
        }
        // Other slots wait meanwhile: most of them need the same fold next.
        return kept.withLock { kept in
            if let index = kept.firstIndex(where: { $0.fold == fold }) {
                let entry = kept.remove(at: index)
                kept.append(entry)
                return entry.samples
            }
            guard let training = table.dataset(.training, fold: fold) else {
                preconditionFailure("a table has a training part in each fold")
            }
            let samples = Samples(
                training: training,
                validation: table.dataset(.validation, fold: fold)
            )
            kept.append((fold, samples))
            var bytes = kept.reduce(0) { $0 + $1.samples.bytes }
            while bytes > limitBytes, kept.count > 1 { bytes -= kept.removeFirst().samples.bytes }
            return samples
        }
    }

    /// The folds that are kept, the one that was used last at the end.
    package var keptFolds: [Int] { kept.withLock { kept in kept.map(\.fold) } }

    private static func bytes(of dataset: Dataset) -> Int {
        dataset.features.count * MemoryLayout<Float>.stride
            + dataset.labels.count * MemoryLayout<Int32>.stride
    }
}
