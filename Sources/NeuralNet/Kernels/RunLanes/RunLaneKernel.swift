/// The training of a group of runs whose numbers share vectors, lane by lane.
///
/// - `Vector`: as many lanes as the group has runs.
/// - `Target`: the instruction set that the code is compiled for.
@usableFromInline
package enum RunLaneKernel<Vector: LaneVector, Target: InstructionSet> {
    /// Trains on one batch: forward, loss, backward and one step of SGD.
    ///
    /// The batch's losses are left in ``RunLaneMemory/lossSums``.
    ///
    /// - Parameters:
    ///   - memory: The group.
    ///   - batch: The samples; at most the capacity of `memory`.
    ///   - rule: The parts of the optimizer that are in use.
    @inlinable
    package static func train(_ memory: RunLaneMemory, _ batch: LaneBatch, _ rule: UpdateRule) {
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
        let logits = forward(memory, batch, SharedMatrix<Vector>.self)
        measure(memory, batch, logits)
    }

    @inlinable
    static func train<Source: LaneSource>(
        _ memory: RunLaneMemory,
        _ batch: LaneBatch,
        _ rule: UpdateRule,
        _ source: Source.Type
    ) where Source.Vector == Vector {
        let logits = forward(memory, batch, source)
        softmaxDelta(memory, batch, logits, source)
        backward(memory, batch, rule, source)
    }

    /// Runs all layers and returns the logits, shape [samples, classes].
    @inlinable
    static func forward<Source: LaneSource>(
        _ memory: RunLaneMemory,
        _ batch: LaneBatch,
        _ source: Source.Type
    ) -> UnsafeMutablePointer<Vector> where Source.Vector == Vector {
        let parameters = memory.parameters.assumingMemoryBound(to: Vector.self)
        let logits = memory.deltas.assumingMemoryBound(to: Vector.self)
        var output = memory.activations.assumingMemoryBound(to: Vector.self)
        var input = UnsafeRawPointer(output)
        for (index, layer) in memory.layers.enumerated() {
            let isLast = index == memory.layers.count - 1
            let product = ForwardProduct<Vector, Target>(
                layer: layer,
                parameters: parameters,
                output: isLast ? logits : output,
                count: batch.count,
                isRectified: !isLast
            )
            if index == 0 {
                product.run(source, batch.features)
            } else {
                product.run(LaneMatrix<Vector>.self, input)
            }
            input = UnsafeRawPointer(output)
            output += memory.capacity * layer.outputs
        }
        return logits
    }

    /// Goes back from the logits' delta, which stands in the first delta buffer.
    @inlinable
    static func backward<Source: LaneSource>(
        _ memory: RunLaneMemory,
        _ batch: LaneBatch,
        _ rule: UpdateRule,
        _ source: Source.Type
    ) where Source.Vector == Vector {
        let half = memory.capacity * memory.widestOutput
        var delta = memory.deltas.assumingMemoryBound(to: Vector.self)
        var inputDelta = delta + half
        var input = memory.activations.assumingMemoryBound(to: Vector.self)
        input += memory.capacity * memory.hiddenUnitCount
        for (index, layer) in memory.layers.enumerated().reversed() {
            let step = GradientStep<Vector, Target>(
                layer: layer,
                memory: memory,
                delta: delta,
                count: batch.count,
                rule: rule
            )
            guard index > 0 else {
                step.run(source, batch.features)
                return
            }
            input -= memory.capacity * layer.inputs
            // The delta of the inputs needs the weights as they were before this step.
            let product = DeltaProduct<Vector, Target>(
                layer: layer,
                parameters: memory.parameters.assumingMemoryBound(to: Vector.self),
                delta: delta,
                activations: input,
                output: inputDelta,
                count: batch.count
            )
            product.run()
            step.run(LaneMatrix<Vector>.self, UnsafeRawPointer(input))
            swap(&delta, &inputDelta)
        }
    }
}
