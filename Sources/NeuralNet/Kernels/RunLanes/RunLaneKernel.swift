public import TrainingModel

/// The training of a group of runs whose numbers share vectors, lane by lane.
///
/// - `Vector`: as many lanes as the group has runs.
/// - `Target`: the instruction set that the code is compiled for.
@usableFromInline
package enum RunLaneKernel<Vector: LaneVector, Target: InstructionSet> {
    /// Trains on one batch: forward, loss, backward and one step of the optimizer.
    ///
    /// The batch's losses are left in ``RunLaneMemory/lossSums``.
    ///
    /// - Parameters:
    ///   - memory: The group.
    ///   - batch: The samples; at most the capacity of `memory`.
    ///   - rule: The parts of the step that are in use.
    @inlinable
    package static func train(_ memory: RunLaneMemory, _ batch: LaneBatch, _ rule: StepRule) {
        if batch.isShared {
            train(memory, batch, rule, SharedMatrix<Vector>.self)
        } else {
            train(memory, batch, rule, LaneMatrix<Vector>.self)
        }
    }

    /// Measures losses and rightly classified samples, and changes no parameter.
    ///
    /// - Parameters:
    ///   - memory: The group, whose sums are set.
    ///   - batch: Shared samples; at most ``PackNumerics/sumLength``.
    @inlinable
    package static func evaluate(_ memory: RunLaneMemory, _ batch: LaneBatch) {
        var sample = 0
        if Target.hasWideRows {
            while batch.count - sample >= 4 {
                evaluate(memory, batch, LaneQuad<Vector>.self, at: sample)
                sample += 4
            }
        }
        while batch.count - sample >= 3 {
            evaluate(memory, batch, LaneTriple<Vector>.self, at: sample)
            sample += 3
        }
        if batch.count - sample >= 2 {
            evaluate(memory, batch, LanePair<Vector>.self, at: sample)
            sample += 2
        }
        if batch.count > sample { evaluate(memory, batch, LaneSingle<Vector>.self, at: sample) }
    }

    @inlinable
    static func train<Source: LaneSource>(
        _ memory: RunLaneMemory,
        _ batch: LaneBatch,
        _ rule: StepRule,
        _ source: Source.Type
    ) where Source.Vector == Vector {
        // A block of samples must not be part of two partial sums.
        for start in stride(from: 0, to: batch.count, by: PackNumerics.sumLength) {
            let end = min(start + PackNumerics.sumLength, batch.count)
            var sample = start
            if Target.hasWideRows {
                while end - sample >= 4 {
                    train(memory, batch, rule, source, LaneQuad<Vector>.self, at: sample)
                    sample += 4
                }
            }
            while end - sample >= 3 {
                train(memory, batch, rule, source, LaneTriple<Vector>.self, at: sample)
                sample += 3
            }
            if end - sample >= 2 {
                train(memory, batch, rule, source, LanePair<Vector>.self, at: sample)
                sample += 2
            }
            if end > sample {
                train(memory, batch, rule, source, LaneSingle<Vector>.self, at: sample)
            }
        }
        guard rule.clips else {
            backward(memory, batch, rule.update, source)
            return
        }
        backward(memory, batch, .stored, source)
        scaleGradients(memory)
        let count = memory.layers[memory.layers.count - 1].endOffset
        update(memory, rule.update).stepAll(
            along: memory.gradients.assumingMemoryBound(to: Vector.self),
            count: count
        )
    }

    /// Forward and loss for as many samples as `Row` has vectors.
    @inlinable
    @inline(__always)
    static func train<Source: LaneSource, Row: LaneVectorRow>(
        _ memory: RunLaneMemory,
        _ batch: LaneBatch,
        _ rule: StepRule,
        _ source: Source.Type,
        _ row: Row.Type,
        at sample: Int
    ) where Source.Vector == Vector, Row.Vector == Vector {
        if ShallowForward<Vector, Target>.fits(memory.layers, memory.hidden.trained) {
            shallowForward(memory, batch, source, row, at: sample, isTraining: true)
        } else {
            forward(memory, batch, source, row, at: sample, isTraining: true)
        }
        headDelta(memory, batch, rule.head, source, row, at: sample)
    }

    /// Forward and metrics for as many samples as `Row` has vectors.
    ///
    /// Each block overwrites the activations of the one before, so they stay in the nearest cache.
    @inlinable
    @inline(__always)
    static func evaluate<Row: LaneVectorRow>(
        _ memory: RunLaneMemory,
        _ batch: LaneBatch,
        _ row: Row.Type,
        at sample: Int
    ) where Row.Vector == Vector {
        let source = SharedMatrix<Vector>.self
        if ShallowForward<Vector, Target>.fits(memory.layers, memory.hidden.evaluated) {
            shallowForward(memory, batch, source, row, at: sample, isTraining: false)
        } else {
            forward(memory, batch, source, row, at: sample, isTraining: false)
        }
        measure(memory, batch, row, at: sample)
    }

    /// Runs both layers of a shallow network; the logits go to the first delta buffer, and in the
    /// training the units' outputs to the activations.
    @inlinable
    @inline(__always)
    static func shallowForward<Source: LaneSource, Row: LaneVectorRow>(
        _ memory: RunLaneMemory,
        _ batch: LaneBatch,
        _ source: Source.Type,
        _ row: Row.Type,
        at sample: Int,
        isTraining: Bool
    ) where Source.Vector == Vector, Row.Vector == Vector {
        let index = isTraining ? sample : 0
        let hidden = memory.layers[0]
        let activations = memory.activations.assumingMemoryBound(to: Vector.self)
        let logits = memory.deltas.assumingMemoryBound(to: Vector.self)
        ShallowForward<Vector, Target>(
            hidden: hidden,
            parameters: memory.parameters.assumingMemoryBound(to: Vector.self),
            input: source.advance(batch.features, by: sample * hidden.inputs),
            activations: isTraining ? activations + index * hidden.outputs : nil,
            logits: logits + index * memory.classCount
        )
        .run(source, row, classes: memory.classCount)
    }

    /// Runs all layers; the logits go to the first delta buffer.
    ///
    /// - Parameters:
    ///   - memory: The group.
    ///   - batch: The samples.
    ///   - source: How the batch's features lie.
    ///   - row: The number of samples.
    ///   - sample: The first sample.
    ///   - isTraining: Whether a way back follows, which needs what the buffers of activations and
    ///     slopes hold of each sample; else all samples use their start.
    @inlinable
    @inline(__always)
    static func forward<Source: LaneSource, Row: LaneVectorRow>(
        _ memory: RunLaneMemory,
        _ batch: LaneBatch,
        _ source: Source.Type,
        _ row: Row.Type,
        at sample: Int,
        isTraining: Bool
    ) where Source.Vector == Vector, Row.Vector == Vector {
        let logits = memory.deltas.assumingMemoryBound(to: Vector.self)
        let activations = memory.activations.assumingMemoryBound(to: Vector.self)
        let fused = isTraining ? memory.hidden.trained : memory.hidden.evaluated
        let bufferIndex = isTraining ? sample : 0
        var offset = 0
        var input = source.advance(batch.features, by: sample * memory.layers[0].inputs)
        for (index, layer) in memory.layers.enumerated() {
            let isLast = index == memory.layers.count - 1
            let rows = offset + bufferIndex * layer.outputs
            let output = isLast ? logits + bufferIndex * layer.outputs : activations + rows
            let product = ForwardProduct<Vector, Target>(
                layer: layer,
                parameters: memory.parameters.assumingMemoryBound(to: Vector.self),
                input: input,
                output: output,
                activation: isLast ? .identity : fused
            )
            if index == 0 {
                product.run(source, row)
            } else {
                product.run(LaneMatrix<Vector>.self, row)
            }
            if !isLast, fused == .identity {
                hiddenPass(memory, index, rows, Row.count, sample, isTraining: isTraining)
            }
            input = UnsafeRawPointer(output)
            offset += memory.capacity * layer.outputs
        }
    }

    /// Makes the outputs of a hidden layer from its sums, and in a step also the slopes; apart, to
    /// keep the way forward short where the products are fused with their activation.
    ///
    /// - Parameters:
    ///   - memory: The group.
    ///   - layer: The index of the layer.
    ///   - offset: Where the sums start in the activations, and their slopes in the slopes.
    ///   - count: The samples.
    ///   - sample: The first one.
    ///   - isTraining: Whether a way back follows.
    @inlinable
    @inline(never)
    static func hiddenPass(
        _ memory: RunLaneMemory,
        _ layer: Int,
        _ offset: Int,
        _ count: Int,
        _ sample: Int,
        isTraining: Bool
    ) {
        let slopes = memory.slopes.assumingMemoryBound(to: Vector.self) + offset
        let units = memory.layers[layer].outputs
        let drops = isTraining && memory.hidden.drops
        if drops {
            DropoutFactors<Vector, Target>(
                factors: slopes,
                masks: memory.masks.assumingMemoryBound(to: Vector.self),
                layer: layer,
                first: sample * units,
                vectors: count * units
            )
            .draw()
        }
        HiddenPass<Vector, Target>(
            units: memory.activations.assumingMemoryBound(to: Vector.self) + offset,
            slopes: isTraining ? slopes : nil,
            hasFactors: drops,
            rows: 1,
            vectors: count * units,
            stride: count * units
        )
        .run(memory.hidden.activation)
    }
}

/// The entry points of the kernels for one number of lanes and one instruction set.
///
/// No vector passes through them, so they may be called from code for any processor.
@usableFromInline
package struct RunLaneKernels: Sendable {
    /// The number of runs that one vector holds.
    @usableFromInline
    package let laneCount: Int

    /// Whether the processor has registers for rows of four vectors.
    @usableFromInline
    package let hasWideRows: Bool

    /// ``RunLaneKernel/train(_:_:_:)``.
    @usableFromInline
    package let train: @Sendable (RunLaneMemory, LaneBatch, StepRule) -> Void

    /// ``RunLaneKernel/evaluate(_:_:)``.
    @usableFromInline
    package let evaluate: @Sendable (RunLaneMemory, LaneBatch) -> Void

    /// ``RunLaneKernel/gather(_:_:_:_:_:)``.
    @usableFromInline
    package let gather:
        @Sendable (RunLaneMemory, EpochSamples, UnsafePointer<UInt32>, Int, Int) -> Void

    /// Compiles the kernels for `Vector` where this call is compiled.
    ///
    /// - Parameters:
    ///   - vector: The vector that a scalar of the network becomes.
    ///   - target: The tag of the calling module's instruction set.
    @inlinable
    @inline(__always)
    package init<Vector: LaneVector, Target: InstructionSet>(
        _ vector: Vector.Type,
        _ target: Target.Type
    ) {
        laneCount = Vector.scalarCount
        hasWideRows = Target.hasWideRows
        train = { RunLaneKernel<Vector, Target>.train($0, $1, $2) }
        evaluate = { RunLaneKernel<Vector, Target>.evaluate($0, $1) }
        gather = { RunLaneKernel<Vector, Target>.gather($0, $1, $2, $3, $4) }
    }
}
