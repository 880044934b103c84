public import TrainingModel

extension RunLaneKernel {
    /// Goes back from the logits' delta, which stands in the first delta buffer, with one step of
    /// SGD.
    ///
    /// A layer is done in columns of a few inputs: their delta, then the step of their weights. The
    /// first layer follows at once, while its delta is still in the nearest cache; so that delta is
    /// never stored as a whole.
    @inlinable
    static func backward<Source: LaneSource>(
        _ memory: RunLaneMemory,
        _ batch: LaneBatch,
        _ rule: UpdateRule,
        _ source: Source.Type
    ) where Source.Vector == Vector {
        let update = ParameterUpdate<Vector, Target>(
            parameters: memory.parameters.assumingMemoryBound(to: Vector.self),
            velocities: memory.velocities.assumingMemoryBound(to: Vector.self),
            settings: memory.settings.assumingMemoryBound(to: Vector.self),
            rule: rule
        )
        let firstStep = GradientStep<Vector, Target>(
            layer: memory.layers[0],
            update: update,
            input: batch.features,
            count: batch.count
        )
        var delta = memory.deltas.assumingMemoryBound(to: Vector.self)
        var inputDelta = delta + memory.capacity * memory.widestOutput
        var input = memory.activations.assumingMemoryBound(to: Vector.self)
        input += memory.capacity * memory.hiddenUnitCount
        for (index, layer) in memory.layers.enumerated().dropFirst().reversed() {
            input -= memory.capacity * layer.inputs
            let block = BackwardBlock(
                product: DeltaProduct(
                    layer: layer,
                    parameters: update.parameters,
                    delta: delta,
                    activations: input,
                    count: batch.count
                ),
                step: GradientStep(
                    layer: layer,
                    update: update,
                    input: UnsafeRawPointer(input),
                    count: batch.count
                ),
                inputDelta: inputDelta
            )
            if index == 1 {
                block.run(before: firstStep, source)
            } else {
                block.run()
            }
            swap(&delta, &inputDelta)
        }
        if memory.layers.count == 1 { firstStep.rows(source, 0..<memory.classCount, delta) }
    }
}
