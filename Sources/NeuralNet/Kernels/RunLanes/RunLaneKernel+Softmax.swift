extension RunLaneKernel {
    /// Turns logits into the derivative of the batch's mean loss by them, in place.
    ///
    /// δ[s][c] = (pₛ(c) − 1{c = yₛ})/B with p the softmax and B the samples of the batch. The losses
    /// ln Σ exp(z − max z) − (z[y] − max z) are added up in ``RunLaneMemory/lossSums``.
    ///
    /// - Parameters:
    ///   - memory: The group, with the logits in the first delta buffer.
    ///   - batch: The samples of the step.
    ///   - source: How the labels lie.
    ///   - range: The samples to work on.
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
            let values = logits + sample * classes
            let label = source.load(batch.labels, sample)
            let largest = maximum(values, classes)
            var total = Vector()
            var right = Vector()
            for index in 0..<classes {
                let shifted = values[index] - largest
                let power = shifted.exponential()
                right = shifted.chosen(where: isLabel(label, index), else: right)
                total = total + power
                values[index] = power
            }
            let inverse = Vector(repeating: 1) / total
            for index in 0..<classes {
                let hot = Vector(repeating: 1).chosen(where: isLabel(label, index), else: Vector())
                values[index] = (values[index] * inverse - hot) * share
            }
            lossSum = lossSum + (total.logarithm() - right)
        }
        sums[sum] = lossSum
    }

    /// Adds up the losses of shared samples and counts those whose class has the first largest logit.
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
        var correct = isFirst ? Vector() : counts[0]
        for sample in range {
            let values = logits + (sample - range.lowerBound) * classes
            let label = SharedMatrix<Vector>.load(batch.labels, sample)
            let largest = maximum(values, classes)
            var total = Vector()
            var right = Vector()
            var best = Vector(repeating: Float(classes))
            for index in (0..<classes).reversed() {
                let isLargest = values[index].isEqual(to: largest)
                best = Vector(repeating: Float(index)).chosen(where: isLargest, else: best)
            }
            for index in 0..<classes {
                let shifted = values[index] - largest
                right = shifted.chosen(where: isLabel(label, index), else: right)
                total = total + shifted.exponential()
            }
            let isRight = best.isEqual(to: label)
            correct = correct + Vector(repeating: 1).chosen(where: isRight, else: Vector())
            lossSum = lossSum + (total.logarithm() - right)
        }
        sums[0] = lossSum
        counts[0] = correct
    }

    /// The largest of `count` vectors, lane by lane.
    @inlinable
    @inline(__always)
    static func maximum(_ values: UnsafeMutablePointer<Vector>, _ count: Int) -> Vector {
        var largest = values[0]
        for index in 1..<count { largest = values[index].maximum(largest) }
        return largest
    }

    /// Where the label is `index`.
    @inlinable
    @inline(__always)
    static func isLabel(_ label: Vector, _ index: Int) -> Vector.Condition {
        label.isEqual(to: Vector(repeating: Float(index)))
    }
}
