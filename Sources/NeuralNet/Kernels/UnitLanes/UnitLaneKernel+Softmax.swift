public import TrainingModel

extension UnitLaneKernel {
    /// Turns the logits of a batch into deltas, in the first delta buffer.
    ///
    /// - Parameters:
    ///   - memory: The run, with the logits as activations of the last layer.
    ///   - count: The samples of the batch.
    ///   - rule: The parts of the step that are in use.
    /// - Returns: The sum of the losses: in Float over ``PackNumerics/sumLength`` samples, then in
    ///   Double.
    @inlinable
    static func softmaxDelta(
        _ memory: UnitLaneMemory,
        _ count: Int,
        _ rule: StepRule
    ) -> Double {
        let layout = memory.sizes.layers[memory.sizes.layers.count - 1]
        let classes = layout.layer.outputs
        let lanes = Vector.scalarCount
        let share = 1 / Float(count)
        let losses = memory.logits + classes * lanes
        var (sum, partialSum) = (0.0, Float(0))
        for first in stride(from: 0, to: count, by: lanes) {
            let samples = first..<min(first + lanes, count)
            collect(memory, layout, samples)
            let label = LaneSingle(repeating: vectorPointer(memory.labels + first)[0])
            let values = vectorPointer(memory.logits)
            let loss =
                rule.smoothsLabels
                ? smoothedDelta(memory, values, label, share)
                : SoftmaxLoss.delta(values, classes, label, share)
            loss.store(to: vectorPointer(losses), stride: 1)
            for sample in samples {
                let delta = memory.deltas + sample * layout.rowStride
                let lane = sample - first
                // The lanes that fill up a panel get no gradient.
                for index in 0..<layout.rowStride {
                    delta[index] = index < classes ? memory.logits[index * lanes + lane] : 0
                }
                partialSum += losses[lane]
            }
            if samples.upperBound % PackNumerics.sumLength == 0 {
                sum += Double(partialSum)
                partialSum = 0
            }
        }
        return count % PackNumerics.sumLength == 0 ? sum : sum + Double(partialSum)
    }

    /// The loss and delta with smoothed labels; apart, to keep the common ones short.
    @inlinable
    @inline(never)
    static func smoothedDelta(
        _ memory: UnitLaneMemory,
        _ values: UnsafeMutablePointer<Vector>,
        _ label: LaneSingle<Vector>,
        _ share: Float
    ) -> LaneSingle<Vector> {
        SoftmaxLoss.smoothedDelta(
            values,
            memory.sizes.layers[memory.sizes.layers.count - 1].layer.outputs,
            label,
            share,
            settings: vectorPointer(memory.settings)
        )
    }

    /// Adds up losses and counts rightly classified samples.
    ///
    /// - Parameters:
    ///   - memory: The run, with the logits as activations of the last layer.
    ///   - labels: The classes.
    ///   - count: The samples, at most ``PackNumerics/sumLength``.
    /// - Returns: The sum of the losses and the count.
    @inlinable
    static func measure(
        _ memory: UnitLaneMemory,
        _ labels: UnsafePointer<Float>,
        _ count: Int
    ) -> (loss: Double, correctCount: Int) {
        let layout = memory.sizes.layers[memory.sizes.layers.count - 1]
        let classes = layout.layer.outputs
        let lanes = Vector.scalarCount
        let losses = memory.logits + classes * lanes
        var (lossSum, correctCount) = (Float(0), 0)
        for first in stride(from: 0, to: count, by: lanes) {
            let samples = first..<min(first + lanes, count)
            collect(memory, layout, samples)
            memory.labels.update(from: labels + first, count: samples.count)
            let label = LaneSingle(repeating: vectorPointer(memory.labels)[0])
            let values = vectorPointer(memory.logits)
            let (loss, correct) = SoftmaxLoss.measure(values, classes, label)
            loss.store(to: vectorPointer(losses), stride: 1)
            for lane in 0..<samples.count { lossSum += losses[lane] }
            correct.store(to: vectorPointer(losses), stride: 1)
            for lane in 0..<samples.count where losses[lane] == 1 { correctCount += 1 }
        }
        return (Double(lossSum), correctCount)
    }

    /// Puts the logits of some samples side by side: a class a vector, a sample a lane.
    @inlinable
    static func collect(_ memory: UnitLaneMemory, _ layout: UnitLaneLayer, _ samples: Range<Int>) {
        let lanes = Vector.scalarCount
        let rows = memory.activations + layout.activationOffset
        for sample in samples {
            let row = rows + sample * layout.rowStride
            let target = memory.logits + sample - samples.lowerBound
            for index in 0..<layout.layer.outputs { target[index * lanes] = row[index] }
        }
    }
}
