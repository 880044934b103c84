public import TrainingModel

extension RunLaneKernel {
    /// Collects a batch whose samples differ from lane to lane.
    ///
    /// - Parameters:
    ///   - memory: The group, whose inputs and labels are set.
    ///   - samples: The dataset's rows in memory order.
    ///   - orders: The samples of the batch in the first lane; those of the next lane stand
    ///     `samples.count` further on.
    ///   - runCount: The lanes to fill.
    ///   - count: The number of samples in the batch.
    @inlinable
    package static func gather(
        _ memory: RunLaneMemory,
        _ samples: EpochSamples,
        _ orders: UnsafePointer<Int>,
        _ runCount: Int,
        _ count: Int
    ) {
        let lanes = Vector.scalarCount
        let inputs = memory.layers[0].inputs
        let features = memory.inputs.assumingMemoryBound(to: Float.self)
        let labels = memory.labels.assumingMemoryBound(to: Float.self)
        for sample in 0..<count {
            for lane in 0..<runCount {
                let row = orders[lane * samples.count + sample]
                labels[sample * lanes + lane] = samples.labels[row]
                let source = samples.features + row * inputs
                let target = features + sample * inputs * lanes + lane
                for index in 0..<inputs { target[index * lanes] = source[index] }
            }
        }
    }
}
