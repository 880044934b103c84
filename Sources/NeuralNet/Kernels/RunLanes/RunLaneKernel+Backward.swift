public import TrainingModel

extension RunLaneKernel {
    /// Goes back from the logits' delta, which is in the first delta buffer, with one step of
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
        let update = update(memory, rule)
        // With few registers the tiles of layer by layer are faster.
        if Target.hasWideRows,
            ShallowForward<Vector, Target>.fits(memory.layers, memory.hidden.trained)
        {
            ShallowBackward(
                hidden: memory.layers[0],
                update: update,
                input: batch.features,
                activations: memory.activations.assumingMemoryBound(to: Vector.self),
                delta: memory.deltas.assumingMemoryBound(to: Vector.self),
                count: batch.count
            )
            .run(source, classes: memory.classCount)
            return
        }
        let firstStep = GradientStep<Vector, Target>(
            layer: memory.layers[0],
            update: update,
            input: batch.features,
            count: batch.count
        )
        var delta = memory.deltas.assumingMemoryBound(to: Vector.self)
        var inputDelta = delta + memory.capacity * memory.widestOutput
        var offset = memory.capacity * memory.hiddenUnitCount
        for (index, layer) in memory.layers.enumerated().dropFirst().reversed() {
            offset -= memory.capacity * layer.inputs
            let input = memory.activations.assumingMemoryBound(to: Vector.self) + offset
            let block = BackwardBlock(
                product: DeltaProduct(
                    layer: layer,
                    parameters: update.parameters,
                    delta: delta,
                    slopes: slopes(memory, at: offset),
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

    /// The slopes of a hidden layer's units, whose numbers start at `offset`.
    @inlinable
    @inline(__always)
    static func slopes(_ memory: RunLaneMemory, at offset: Int) -> HiddenSlopes<Vector> {
        let keepsSlopes = memory.hidden.keepsSlopes
        let numbers = keepsSlopes ? memory.slopes : memory.activations
        return HiddenSlopes(
            numbers.assumingMemoryBound(to: Vector.self) + offset,
            of: memory.hidden
        )
    }

    /// A rule on the group's parameters.
    @inlinable
    @inline(__always)
    static func update(
        _ memory: RunLaneMemory,
        _ rule: UpdateRule
    ) -> ParameterUpdate<Vector, Target> {
        let kept = rule == .stored ? memory.gradients : memory.velocities
        return ParameterUpdate(
            parameters: memory.parameters.assumingMemoryBound(to: Vector.self),
            velocities: kept.assumingMemoryBound(to: Vector.self),
            settings: memory.settings.assumingMemoryBound(to: Vector.self),
            rule: rule
        )
    }
}

/// The way back through one layer, a few inputs at a time.
///
/// The delta of the inputs needs the weights as they were, so it comes before their step.
@usableFromInline
struct BackwardBlock<Vector: LaneVector, Target: InstructionSet> {
    @usableFromInline let product: DeltaProduct<Vector, Target>
    @usableFromInline let step: GradientStep<Vector, Target>
    /// The delta of the inputs, shape [count, inputs].
    @usableFromInline let inputDelta: UnsafeMutablePointer<Vector>

    @inlinable
    @inline(__always)
    init(
        product: DeltaProduct<Vector, Target>,
        step: GradientStep<Vector, Target>,
        inputDelta: UnsafeMutablePointer<Vector>
    ) {
        self.product = product
        self.step = step
        self.inputDelta = inputDelta
    }

    /// Goes back with the whole delta of the inputs as result.
    @inlinable
    func run() {
        let inputs = step.layer.inputs
        var index = 0
        if Target.hasWideRows {
            while inputs - index >= 4 {
                columns(LaneQuad<Vector>.self, at: index)
                index += 4
            }
        }
        while inputs - index >= 3 {
            columns(LaneTriple<Vector>.self, at: index)
            index += 3
        }
        if inputs - index >= 2 {
            columns(LanePair<Vector>.self, at: index)
            index += 2
        }
        if inputs > index { columns(LaneSingle<Vector>.self, at: index) }
    }

    @inlinable
    @inline(__always)
    func columns<Row: LaneVectorRow>(_ row: Row.Type, at index: Int) where Row.Vector == Vector {
        product.run(row, at: index, into: inputDelta + index, stride: step.layer.inputs)
        step.columns(row, LaneMatrix<Vector>.self, at: index, product.delta)
    }

    /// Goes back through this layer and through the first one, `first`, which is before it.
    ///
    /// - Parameters:
    ///   - first: The first layer's step.
    ///   - source: How the dataset's features lie.
    @inlinable
    func run<Source: LaneSource>(before first: GradientStep<Vector, Target>, _ source: Source.Type)
    where Source.Vector == Vector {
        let inputs = step.layer.inputs
        var index = 0
        if Target.hasWideRows {
            while inputs - index >= 4 {
                columns(LaneQuad<Vector>.self, at: index, before: first, source)
                index += 4
            }
        }
        while inputs - index >= 3 {
            columns(LaneTriple<Vector>.self, at: index, before: first, source)
            index += 3
        }
        if inputs - index >= 2 {
            columns(LanePair<Vector>.self, at: index, before: first, source)
            index += 2
        }
        if inputs > index { columns(LaneSingle<Vector>.self, at: index, before: first, source) }
    }

    /// The delta of a few units is compact and used at once.
    @inlinable
    @inline(__always)
    func columns<Source: LaneSource, Row: LaneVectorRow>(
        _ row: Row.Type,
        at index: Int,
        before first: GradientStep<Vector, Target>,
        _ source: Source.Type
    ) where Source.Vector == Vector, Row.Vector == Vector {
        product.run(row, at: index, into: inputDelta, stride: Row.count)
        step.columns(row, LaneMatrix<Vector>.self, at: index, product.delta)
        first.rows(source, index..<index + Row.count, inputDelta)
    }
}
