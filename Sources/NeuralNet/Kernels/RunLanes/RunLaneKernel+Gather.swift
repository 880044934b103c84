public import CLaneVectors
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
        _ orders: UnsafePointer<UInt32>,
        _ runCount: Int,
        _ count: Int
    ) {
        let lanes = Vector.scalarCount
        let inputs = memory.layers[0].inputs
        let features = memory.inputs.assumingMemoryBound(to: Float.self)
        let labels = memory.labels.assumingMemoryBound(to: Float.self)
        var lane = 0
        if let rows = samples.pairRows {
            while lanes >= 8, runCount - lane >= 8 {
                let order = orders + lane * samples.count
                for sample in 0..<count {
                    let target = features + 2 * sample * lanes + lane
                    let label = labels + sample * lanes + lane
                    clanevectors_collect8(
                        rows,
                        order + sample,
                        samples.count,
                        target,
                        target + lanes,
                        label
                    )
                }
                lane += 8
            }
            while runCount - lane >= 4 {
                let order = orders + lane * samples.count
                for sample in 0..<count {
                    let target = features + 2 * sample * lanes + lane
                    let label = labels + sample * lanes + lane
                    clanevectors_collect4(
                        rows,
                        order + sample,
                        samples.count,
                        target,
                        target + lanes,
                        label
                    )
                }
                lane += 4
            }
        }
        while lane < runCount {
            let order = orders + lane * samples.count
            for sample in 0..<count {
                let row = Int(order[sample])
                labels[sample * lanes + lane] = samples.labels[row]
                let source = samples.features + row * inputs
                let target = features + sample * inputs * lanes + lane
                for index in 0..<inputs { target[index * lanes] = source[index] }
            }
            lane += 1
        }
    }
}
