public import TrainingModel

extension UnitLaneKernel {
    /// Turns the logits of a batch into deltas, in place, and adds up the losses.
    ///
    /// Logits are side by side: a class a row, a sample of a run a lane. Several vectors at once
    /// keep the processor busy.
    ///
    /// - Parameters:
    ///   - memory: The block, with its logits and labels.
    ///   - count: The samples of the batch.
    ///   - rule: The parts of the step that are in use.
    ///   - sums: The sums of each run's losses, which are set.
    @inlinable
    static func softmaxDelta(
        _ memory: UnitLaneMemory,
        _ count: Int,
        _ rule: StepRule,
        _ sums: UnsafeMutablePointer<Double>
    ) {
        let vectors = (count + Block.unitCount - 1) / Block.unitCount
        var vector = 0
        while vectors - vector >= 4, Target.hasWideRows {
            softmaxDelta(LaneQuad<Vector>.self, memory, count, rule, at: vector)
            vector += 4
        }
        while vectors - vector >= 2 {
            softmaxDelta(LanePair<Vector>.self, memory, count, rule, at: vector)
            vector += 2
        }
        if vectors > vector {
            softmaxDelta(LaneSingle<Vector>.self, memory, count, rule, at: vector)
        }
        addLosses(memory, count, sums)
    }

    /// Adds up losses and counts rightly classified samples.
    ///
    /// - Parameters:
    ///   - memory: The block, with its logits and labels.
    ///   - count: The samples, at most ``PackNumerics/sumLength``.
    ///   - sums: The sum of each run's losses, which is set.
    ///   - correctCounts: The count of each run, which is set.
    @inlinable
    static func measure(
        _ memory: UnitLaneMemory,
        _ count: Int,
        _ sums: UnsafeMutablePointer<Double>,
        _ correctCounts: UnsafeMutablePointer<Int>
    ) {
        let vectors = (count + Block.unitCount - 1) / Block.unitCount
        var vector = 0
        while vectors - vector >= 4, Target.hasWideRows {
            measure(LaneQuad<Vector>.self, memory, at: vector)
            vector += 4
        }
        while vectors - vector >= 2 {
            measure(LanePair<Vector>.self, memory, at: vector)
            vector += 2
        }
        if vectors > vector { measure(LaneSingle<Vector>.self, memory, at: vector) }
        addLosses(memory, count, sums)
        // Behind the losses stand the samples that are right, one by one.
        let right = losses(memory) + memory.sizes.capacity * Block.runCount
        var rightCounts = Vector()
        for sample in 0..<count {
            rightCounts = rightCounts + Block.load(right + sample * Block.runCount)
        }
        vectorPointer(right)[0] = rightCounts
        for run in 0..<Block.runCount { correctCounts[run] = Int(right[run]) }
    }

    /// The losses of the samples, one block each; behind them, which samples are right.
    @inlinable
    @inline(__always)
    static func losses(_ memory: UnitLaneMemory) -> UnsafeMutablePointer<Float> {
        memory.logits + memory.sizes.classCount * memory.sizes.capacity * Block.runCount
    }

    /// The vectors from one class to the next among the logits.
    @inlinable
    @inline(__always)
    static func logitLayout(_ memory: UnitLaneMemory) -> LogitLayout {
        LogitLayout(classStride: memory.sizes.capacity / Block.unitCount, vectorStride: 1)
    }

    @inlinable
    @inline(__always)
    static func softmaxDelta<Row: LaneVectorRow>(
        _ row: Row.Type,
        _ memory: UnitLaneMemory,
        _ count: Int,
        _ rule: StepRule,
        at vector: Int
    ) where Row.Vector == Vector {
        let labels = UnsafeRawPointer(memory.labels)
        let label = Row(LaneMatrix<Vector>.self, labels, at: vector, stride: 1)
        let values = vectorPointer(memory.logits) + vector
        let classes = memory.sizes.classCount
        let share = 1 / Float(count)
        let loss =
            rule.smoothsLabels
            ? smoothedDelta(values, label, share, memory)
            : SoftmaxLoss<Row>.delta(values, classes, label, share, logitLayout(memory))
        loss.store(to: vectorPointer(losses(memory)) + vector, stride: 1)
    }

    /// The loss and delta with smoothed labels; apart, to keep the common ones short.
    @inlinable
    @inline(never)
    static func smoothedDelta<Row: LaneVectorRow>(
        _ values: UnsafeMutablePointer<Vector>,
        _ label: Row,
        _ share: Float,
        _ memory: UnitLaneMemory
    ) -> Row where Row.Vector == Vector {
        SoftmaxLoss<Row>.smoothedDelta(
            values,
            memory.sizes.classCount,
            label,
            share,
            logitLayout(memory),
            settings: vectorPointer(memory.settings)
        )
    }

    @inlinable
    @inline(__always)
    static func measure<Row: LaneVectorRow>(
        _ row: Row.Type,
        _ memory: UnitLaneMemory,
        at vector: Int
    ) where Row.Vector == Vector {
        let layout = logitLayout(memory)
        let labels = UnsafeRawPointer(memory.labels)
        let label = Row(LaneMatrix<Vector>.self, labels, at: vector, stride: 1)
        let (loss, correct) = SoftmaxLoss<Row>.measure(
            vectorPointer(memory.logits) + vector,
            memory.sizes.classCount,
            label,
            layout
        )
        let target = vectorPointer(losses(memory)) + vector
        loss.store(to: target, stride: 1)
        correct.store(to: target + layout.classStride, stride: 1)
    }

    /// The sums of the losses: in Float over ``PackNumerics/sumLength`` samples, then in Double.
    @inlinable
    static func addLosses(
        _ memory: UnitLaneMemory,
        _ count: Int,
        _ sums: UnsafeMutablePointer<Double>
    ) {
        let runs = Block.runCount
        let losses = losses(memory)
        for run in 0..<runs { sums[run] = 0 }
        for start in stride(from: 0, to: count, by: PackNumerics.sumLength) {
            let end = min(start + PackNumerics.sumLength, count)
            // A block in the lanes of the first unit, and again in the others.
            var partialSums = Vector()
            for sample in start..<end {
                partialSums = partialSums + Block.load(losses + sample * runs)
            }
            // The losses that have been added leave room for the lanes.
            vectorPointer(losses)[0] = partialSums
            for run in 0..<runs { sums[run] += Double(losses[run]) }
        }
    }

    /// Puts the logits side by side, from the activations of the last layer.
    @inlinable
    static func collectLogits(_ memory: UnitLaneMemory, _ count: Int) {
        let runs = Block.runCount
        let layout = memory.sizes.layers[memory.sizes.layers.count - 1]
        let rows = memory.activations + layout.activationOffset * runs
        let distance = memory.sizes.capacity * runs
        for sample in 0..<count {
            let row = rows + sample * layout.rowStride * runs
            let target = memory.logits + sample * runs
            for index in 0..<layout.layer.outputs {
                Block.copy(row + index * runs, to: target + index * distance)
            }
        }
    }

    /// Puts the deltas back where the way back reads them, in the first delta buffer.
    @inlinable
    static func scatterDeltas(_ memory: UnitLaneMemory, _ count: Int) {
        let runs = Block.runCount
        let layout = memory.sizes.layers[memory.sizes.layers.count - 1]
        let classes = layout.layer.outputs
        let paddedClasses = (classes + Block.unitCount - 1) / Block.unitCount * Block.unitCount
        let distance = memory.sizes.capacity * runs
        for sample in 0..<count {
            let delta = memory.deltas + sample * layout.rowStride * runs
            let source = memory.logits + sample * runs
            for index in 0..<classes {
                Block.copy(source + index * distance, to: delta + index * runs)
            }
            // The lanes that fill up the last vector get no gradient.
            for index in classes..<paddedClasses { Block.fill(delta + index * runs, with: 0) }
        }
    }
}
