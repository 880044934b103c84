extension RunLaneKernel {
    /// Turns logits into the derivative of the batch's mean loss by them, in place.
    ///
    /// δ[s][c] = (pₛ(c) − 1{c = yₛ})/B with p the softmax and B the samples of the batch. The losses
    /// ln Σ exp(z − max z) − (z[y] − max z) are added up in ``RunLaneMemory/lossSums``.
    @inlinable
    static func softmaxDelta<Source: LaneSource>(
        _ memory: RunLaneMemory,
        _ batch: LaneBatch,
        _ logits: UnsafeMutablePointer<Vector>,
        _ source: Source.Type
    ) where Source.Vector == Vector {
        let classes = memory.classCount
        let sums = memory.lossSums.assumingMemoryBound(to: Vector.self)
        let share = Vector(repeating: 1 / Float(batch.count))
        var lossSum = Vector()
        for sample in 0..<batch.count {
            let values = logits + sample * classes
            let label = source.load(batch.labels, sample)
            let largest = maximum(values, classes)
            var total = Vector()
            var right = Vector()
            for index in 0..<classes {
                let shifted = values[index] - largest
                let power = shifted.exponential()
                right = shifted.chosen(where: isLabel(label, index), else: right)
                total += power
                values[index] = power
            }
            let inverse = Vector(repeating: 1) / total
            for index in 0..<classes {
                let hot = Vector(repeating: 1).chosen(where: isLabel(label, index), else: Vector())
                values[index] = (values[index] * inverse - hot) * share
            }
            lossSum += total.logarithm() - right
            if sample % PackNumerics.sumLength == PackNumerics.sumLength - 1 {
                sums[sample / PackNumerics.sumLength] = lossSum
                lossSum = Vector()
            }
        }
        if batch.count % PackNumerics.sumLength != 0 {
            sums[batch.count / PackNumerics.sumLength] = lossSum
        }
    }

    /// Adds up the losses of shared samples and counts those whose class has the first largest logit.
    @inlinable
    static func measure(
        _ memory: RunLaneMemory,
        _ batch: LaneBatch,
        _ logits: UnsafeMutablePointer<Vector>
    ) {
        let classes = memory.classCount
        var lossSum = Vector()
        var correct = Vector()
        for sample in 0..<batch.count {
            let values = logits + sample * classes
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
                total += shifted.exponential()
            }
            let isRight = best.isEqual(to: label)
            correct += Vector(repeating: 1).chosen(where: isRight, else: Vector())
            lossSum += total.logarithm() - right
        }
        memory.lossSums.assumingMemoryBound(to: Vector.self)[0] = lossSum
        memory.correctCounts.assumingMemoryBound(to: Vector.self)[0] = correct
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
