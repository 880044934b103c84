extension RunLaneKernel {
    /// Turns the logits of some samples of a step into deltas, and adds up the losses.
    ///
    /// - Parameters:
    ///   - memory: The group, with the logits in the first delta buffer.
    ///   - batch: The samples of the step.
    ///   - rule: The parts of the step that are in use.
    ///   - source: How the labels lie.
    ///   - row: The number of samples, all of one partial sum.
    ///   - sample: The first sample.
    @inlinable
    @inline(__always)
    static func softmaxDelta<Source: LaneSource, Row: LaneVectorRow>(
        _ memory: RunLaneMemory,
        _ batch: LaneBatch,
        _ rule: StepRule,
        _ source: Source.Type,
        _ row: Row.Type,
        at sample: Int
    ) where Source.Vector == Vector, Row.Vector == Vector {
        let classes = memory.classCount
        let logits = memory.deltas.assumingMemoryBound(to: Vector.self)
        let sums = memory.lossSums.assumingMemoryBound(to: Vector.self)
        let sum = sample / PackNumerics.sumLength
        let label = Row(source, batch.labels, at: sample, stride: 1)
        let share = 1 / Float(batch.count)
        let values = logits + sample * classes
        let loss =
            rule.smoothsLabels
            ? smoothedDelta(memory, values, label, share)
            : SoftmaxLoss<Row>.delta(values, classes, label, share, .samplesOutside(classes))
        let start = sample % PackNumerics.sumLength == 0 ? Vector() : sums[sum]
        sums[sum] = loss.sum(from: start)
    }

    /// The loss and delta with smoothed labels; apart, to keep the common ones short.
    @inlinable
    @inline(never)
    static func smoothedDelta<Row: LaneVectorRow>(
        _ memory: RunLaneMemory,
        _ values: UnsafeMutablePointer<Vector>,
        _ label: Row,
        _ share: Float
    ) -> Row where Row.Vector == Vector {
        SoftmaxLoss<Row>.smoothedDelta(
            values,
            memory.classCount,
            label,
            share,
            .samplesOutside(memory.classCount),
            settings: memory.settings.assumingMemoryBound(to: Vector.self)
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
        let classes = memory.classCount
        let logits = memory.deltas.assumingMemoryBound(to: Vector.self)
        let sums = memory.lossSums.assumingMemoryBound(to: Vector.self)
        let counts = memory.correctCounts.assumingMemoryBound(to: Vector.self)
        let label = Row(SharedMatrix<Vector>.self, batch.labels, at: sample, stride: 1)
        let (loss, correct) = SoftmaxLoss<Row>.measure(
            logits,
            classes,
            label,
            .samplesOutside(classes)
        )
        sums[0] = loss.sum(from: sample == 0 ? Vector() : sums[0])
        counts[0] = correct.sum(from: sample == 0 ? Vector() : counts[0])
    }
}
