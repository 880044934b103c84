extension RunLaneKernel {
    /// Turns the logits of some samples of a step into deltas, and adds up the losses.
    ///
    /// - Parameters:
    ///   - memory: The group, with the logits in the first delta buffer.
    ///   - batch: The samples of the step.
    ///   - head: The head of the step.
    ///   - source: How the labels lie.
    ///   - row: The number of samples, all of one partial sum.
    ///   - sample: The first sample.
    @inlinable
    @inline(__always)
    static func headDelta<Source: LaneSource, Row: LaneVectorRow>(
        _ memory: RunLaneMemory,
        _ batch: LaneBatch,
        _ head: HeadChoice,
        _ source: Source.Type,
        _ row: Row.Type,
        at sample: Int
    ) where Source.Vector == Vector, Row.Vector == Vector {
        let sums = memory.lossSums.assumingMemoryBound(to: Vector.self)
        let sum = sample / PackNumerics.sumLength
        let label = Row(source, batch.labels, at: sample, stride: 1)
        let samples = headSamples(memory, label, 1 / Float(batch.count), bufferIndex: sample)
        let loss = LossHeads<Vector, Target>.delta(head, samples)
        let start = sample % PackNumerics.sumLength == 0 ? Vector() : sums[sum]
        sums[sum] = loss.sum(from: start)
    }

    /// Some samples whose logits start at a sample's index in the first delta buffer.
    @inlinable
    @inline(__always)
    static func headSamples<Row: LaneVectorRow>(
        _ memory: RunLaneMemory,
        _ label: Row,
        _ share: Float,
        bufferIndex: Int
    ) -> HeadSamples<Row> where Row.Vector == Vector {
        let classes = memory.classCount
        return HeadSamples(
            values: memory.deltas.assumingMemoryBound(to: Vector.self) + bufferIndex * classes,
            classes: classes,
            classStride: 1,
            vectorStride: classes,
            label: label,
            share: share,
            settings: memory.settings.assumingMemoryBound(to: Vector.self),
            classWeights: memory.classWeights.assumingMemoryBound(to: Vector.self)
        )
    }

    /// Adds up the losses of shared samples and counts the rightly classified ones.
    ///
    /// - Parameters:
    ///   - memory: The group, with the logits at the start of the first delta buffer.
    ///   - batch: The samples of this part of the evaluation.
    ///   - row: The number of samples.
    ///   - sample: The first sample.
    @inlinable
    @inline(__always)
    static func measure<Row: LaneVectorRow>(
        _ memory: RunLaneMemory,
        _ batch: LaneBatch,
        _ row: Row.Type,
        at sample: Int
    ) where Row.Vector == Vector {
        let sums = memory.lossSums.assumingMemoryBound(to: Vector.self)
        let counts = memory.correctCounts.assumingMemoryBound(to: Vector.self)
        let label = Row(SharedMatrix<Vector>.self, batch.labels, at: sample, stride: 1)
        let samples = headSamples(memory, label, 1, bufferIndex: 0)
        let (loss, correct) = CrossEntropyHead.measure(samples)
        sums[0] = loss.sum(from: sample == 0 ? Vector() : sums[0])
        counts[0] = correct.sum(from: sample == 0 ? Vector() : counts[0])
    }
}
