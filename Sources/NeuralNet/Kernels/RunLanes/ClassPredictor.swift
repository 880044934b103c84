package import TrainingModel

/// Trained networks of one shape that tell logits and classes of samples, by the code that counts
/// the accuracy of a training: what they predict for its samples is what was counted, bit for bit.
///
/// One thread at a time may use a predictor.
package final class ClassPredictor {
    /// The samples of one block: the kernel leaves the logits of a block of three in memory.
    private static let blockLength = 3

    private let kernels: RunLaneKernels
    private let shape: NetworkShape
    private let memory: RunLaneMemory
    private let networkCount: Int

    /// Loads networks, a lane each.
    ///
    /// - Parameters:
    ///   - kernels: The code for the processor at hand.
    ///   - shape: The widths of all networks.
    ///   - activation: What their hidden units make of their sums.
    ///   - networks: The parameters of each network in PyTorch's flat order, shape [P].
    /// - Precondition: There are 1 to `kernels.laneCount` networks, and each has P parameters.
    package init(
        kernels: RunLaneKernels,
        shape: NetworkShape,
        activation: Activation,
        networks: [[Float]]
    ) {
        precondition(
            (1...kernels.laneCount).contains(networks.count),
            "\(networks.count) networks do not fit \(kernels.laneCount) lanes"
        )
        self.kernels = kernels
        self.shape = shape
        networkCount = networks.count
        var setting = Setting(batch: 1, layers: shape.layers)
        setting.activation = activation
        memory = RunLaneMemory(
            laneCount: kernels.laneCount,
            configuration: TrainingConfiguration(
                PackShape(setting),
                epochs: 0,
                shuffle: false
            ),
            clips: false
        )
        let parameters = memory.parameters.assumingMemoryBound(to: Float.self)
        for (lane, network) in networks.enumerated() {
            precondition(
                network.count == shape.parameterCount,
                "\(network.count) parameters do not fill \(shape.layers)"
            )
            for (index, value) in network.enumerated() {
                parameters[index * kernels.laneCount + lane] = value
            }
        }
    }

    deinit { memory.deallocate() }

    /// The class that each network predicts for each sample: the largest logit's, the first one
    /// among equals.
    ///
    /// - Parameter features: The samples in row-major order, shape [samples, inputs].
    /// - Returns: The classes, shape [networks, samples].
    /// - Precondition: The features are whole samples.
    package func predictedClasses(of features: [Float]) -> [[Int32]] {
        var classes = [[Int32]](repeating: [], count: networkCount)
        for network in 0..<networkCount {
            classes[network].reserveCapacity(features.count / shape.inputCount)
        }
        forEachBlock(of: features) { count in
            for network in 0..<networkCount {
                for sample in 0..<count {
                    classes[network].append(largestLogit(of: sample, lane: network))
                }
            }
        }
        return classes
    }

    /// The logits of each network for each sample.
    ///
    /// - Parameter features: The samples in row-major order, shape [samples, inputs].
    /// - Returns: The logits, shape [networks, samples · classes], each network's row-major.
    /// - Precondition: The features are whole samples.
    package func logits(of features: [Float]) -> [[Float]] {
        var logits = [[Float]](repeating: [], count: networkCount)
        for network in 0..<networkCount {
            logits[network].reserveCapacity(features.count / shape.inputCount * shape.classCount)
        }
        forEachBlock(of: features) { count in
            for network in 0..<networkCount {
                for sample in 0..<count {
                    let values = logitVectors(of: sample, lane: network)
                    for index in 0..<shape.classCount {
                        logits[network].append(values[index * kernels.laneCount])
                    }
                }
            }
        }
        return logits
    }

    /// Lets the networks compute the logits of a block of samples after the other.
    ///
    /// - Parameters:
    ///   - features: The samples, shape [samples, inputs].
    ///   - body: Reads the logits of a block, whose number of samples it gets.
    private func forEachBlock(of features: [Float], _ body: (Int) -> Void) {
        precondition(
            features.count.isMultiple(of: shape.inputCount),
            "\(features.count) features are no samples of \(shape.inputCount)"
        )
        let count = features.count / shape.inputCount
        // The kernel measures as well; what it measures against these labels is not read.
        let labels = [Float](repeating: 0, count: Self.blockLength)
        features.withUnsafeBufferPointer { features in
            labels.withUnsafeBufferPointer { labels in
                guard let features = features.baseAddress, let labels = labels.baseAddress
                else { return }
                for start in stride(from: 0, to: count, by: Self.blockLength) {
                    let block = LaneBatch(
                        features: features + start * shape.inputCount,
                        labels: labels,
                        count: min(Self.blockLength, count - start),
                        isShared: true
                    )
                    kernels.evaluate(memory, block)
                    body(block.count)
                }
            }
        }
    }

    /// The logits of a sample of the last block, `laneCount` Floats apart.
    private func logitVectors(of sample: Int, lane: Int) -> UnsafePointer<Float> {
        UnsafePointer(
            memory.deltas.assumingMemoryBound(to: Float.self)
                + sample * shape.classCount * kernels.laneCount + lane
        )
    }

    private func largestLogit(of sample: Int, lane: Int) -> Int32 {
        let logits = logitVectors(of: sample, lane: lane)
        var best = 0
        for index in 0..<shape.classCount
        where logits[index * kernels.laneCount] > logits[best * kernels.laneCount] {
            best = index
        }
        return Int32(best)
    }
}

@available(*, unavailable, message: "a predictor belongs to one thread at a time")
extension ClassPredictor: Sendable {}
