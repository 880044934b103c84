extension RunLaneKernel {
    /// Turns the logits of some samples of a step into deltas, and adds up the losses.
    ///
    /// - Parameters:
    ///   - memory: The group, with the logits in the first delta buffer.
    ///   - batch: The samples of the step.
    ///   - source: How the labels lie.
    ///   - range: The samples to work on, all of one partial sum.
    @inlinable
    @inline(__always)
    static func softmaxDelta<Source: LaneSource>(
        _ memory: RunLaneMemory,
        _ batch: LaneBatch,
        _ source: Source.Type,
        _ range: Range<Int>
    ) where Source.Vector == Vector {
        let classes = memory.classCount
        let logits = memory.deltas.assumingMemoryBound(to: Vector.self)
        let sums = memory.lossSums.assumingMemoryBound(to: Vector.self)
        let sum = range.lowerBound / PackNumerics.sumLength
        let share = Vector(repeating: 1 / Float(batch.count))
        var lossSum = range.lowerBound % PackNumerics.sumLength == 0 ? Vector() : sums[sum]
        for sample in range {
            let label = source.load(batch.labels, sample)
            let loss = SoftmaxLoss.delta(logits + sample * classes, classes, label, share)
            lossSum = lossSum + loss
        }
        sums[sum] = lossSum
    }

    /// Adds up the losses of shared samples and counts the rightly classified ones.
    ///
    /// - Parameters:
    ///   - memory: The group, with the logits at the start of the first delta buffer.
    ///   - batch: The samples of this part of the evaluation.
    ///   - range: The samples to work on.
    @inlinable
    @inline(__always)
    static func measure(_ memory: RunLaneMemory, _ batch: LaneBatch, _ range: Range<Int>) {
        let classes = memory.classCount
        let logits = memory.deltas.assumingMemoryBound(to: Vector.self)
        let sums = memory.lossSums.assumingMemoryBound(to: Vector.self)
        let counts = memory.correctCounts.assumingMemoryBound(to: Vector.self)
        let isFirst = range.lowerBound == 0
        var lossSum = isFirst ? Vector() : sums[0]
        var correctCount = isFirst ? Vector() : counts[0]
        for sample in range {
            let values = logits + (sample - range.lowerBound) * classes
            let label = SharedMatrix<Vector>.load(batch.labels, sample)
            let (loss, correct) = SoftmaxLoss.measure(values, classes, label)
            lossSum = lossSum + loss
            correctCount = correctCount + correct
        }
        sums[0] = lossSum
        counts[0] = correctCount
    }
}
