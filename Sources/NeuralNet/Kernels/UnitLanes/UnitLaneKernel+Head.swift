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
    ///   - head: The head of the step.
    ///   - sums: The sums of each run's losses, which are set.
    @inlinable
    static func headDelta(
        _ memory: UnitLaneMemory,
        _ count: Int,
        _ head: HeadChoice,
        _ sums: UnsafeMutablePointer<Double>
    ) {
        let vectors = (count + Block.unitCount - 1) / Block.unitCount
        var vector = 0
        while vectors - vector >= 4, Target.hasWideRows {
            headDelta(LaneQuad<Vector>.self, memory, count, head, at: vector)
            vector += 4
        }
        while vectors - vector >= 2 {
            headDelta(LanePair<Vector>.self, memory, count, head, at: vector)
            vector += 2
        }
        if vectors > vector {
            headDelta(LaneSingle<Vector>.self, memory, count, head, at: vector)
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

    @inlinable
    @inline(__always)
    static func headDelta<Row: LaneVectorRow>(
        _ row: Row.Type,
        _ memory: UnitLaneMemory,
        _ count: Int,
        _ head: HeadChoice,
        at vector: Int
    ) where Row.Vector == Vector {
        let samples = headSamples(row, memory, 1 / Float(count), at: vector)
        let loss = LossHeads<Vector, Target>.delta(head, samples)
        loss.store(to: vectorPointer(losses(memory)) + vector, stride: 1)
    }

    /// Some samples whose logits start at a vector of each class.
    @inlinable
    @inline(__always)
    static func headSamples<Row: LaneVectorRow>(
        _ row: Row.Type,
        _ memory: UnitLaneMemory,
        _ share: Float,
        at vector: Int
    ) -> HeadSamples<Row> where Row.Vector == Vector {
        let labels = UnsafeRawPointer(memory.labels)
        return HeadSamples(
            values: vectorPointer(memory.logits) + vector,
            classes: memory.sizes.classCount,
            classStride: memory.sizes.capacity / Block.unitCount,
            vectorStride: 1,
            label: Row(LaneMatrix<Vector>.self, labels, at: vector, stride: 1),
            share: share,
            settings: vectorPointer(memory.settings),
            classWeights: vectorPointer(memory.classWeights)
        )
    }

    @inlinable
    @inline(__always)
    static func measure<Row: LaneVectorRow>(
        _ row: Row.Type,
        _ memory: UnitLaneMemory,
        at vector: Int
    ) where Row.Vector == Vector {
        let samples = headSamples(row, memory, 1, at: vector)
        let (loss, correct) = CrossEntropyHead.measure(samples)
        let target = vectorPointer(losses(memory)) + vector
        loss.store(to: target, stride: 1)
        correct.store(to: target + samples.classStride, stride: 1)
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
