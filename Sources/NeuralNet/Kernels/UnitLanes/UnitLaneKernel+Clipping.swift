public import TrainingModel

extension UnitLaneKernel {
    /// Sets the scale of each run's gradient, as ``RunLaneKernel/scaleGradients(_:)`` does, with
    /// the sums in the same order.
    ///
    /// - Parameter memory: The block, whose gradients are stored.
    @inlinable
    @inline(never)
    static func scaleGradients(_ memory: UnitLaneMemory) {
        let runs = Block.runCount
        let sums = memory.squareSums.assumingMemoryBound(to: Double.self)
        for run in 0..<runs { sums[run] = 0 }
        for (index, layout) in memory.sizes.layers.enumerated() {
            let isNarrow = memory.sizes.hasNarrowHead && index == memory.sizes.layers.count - 1
            for first in stride(from: 0, to: layout.layer.inputs, by: PackNumerics.sumLength) {
                let end = min(first + PackNumerics.sumLength, layout.layer.inputs)
                if isNarrow {
                    addNarrowSquares(memory, layout, first..<end)
                } else {
                    addSquares(memory, layout, first..<end)
                }
            }
            for first in stride(from: 0, to: layout.layer.outputs, by: PackNumerics.sumLength) {
                let count = min(PackNumerics.sumLength, layout.layer.outputs - first)
                let biases = memory.gradients + (layout.biasOffset + first) * runs
                for run in 0..<runs {
                    sums[run] += Double(squareSum(biases + run, stride: runs, count: count))
                }
            }
        }
        let settings = memory.settings
        let lanes = Vector.scalarCount
        for lane in 0..<lanes {
            let limit = settings[RunLaneSetting.clipNorm.rawValue * lanes + lane]
            settings[RunLaneSetting.gradientScale.rawValue * lanes + lane] =
                PackNumerics.gradientScale(limit, squareSum: sums[lane % runs])
        }
    }

    /// Adds the squares of a layer's weights from some inputs, at most ``PackNumerics/sumLength``.
    @inlinable
    @inline(__always)
    static func addSquares(
        _ memory: UnitLaneMemory,
        _ layout: UnitLaneLayer,
        _ inputs: Range<Int>
    ) {
        let runs = Block.runCount
        let stride = width.panelVectors
        forEachPanel(memory, columns: layout.layer.outputs) { panel, first, vectors in
            let rows = layout.paddedInputs * memory.sizes.width.panelWidth
            let numbers = memory.gradients + (layout.weightOffset + panel * rows) * runs
            let gradients = vectorPointer(numbers)
            for vector in 0..<vectors {
                var sum = Vector()
                for input in inputs {
                    let gradient = gradients[input * stride + vector]
                    sum = sum + gradient * gradient
                }
                let outputs = layout.layer.outputs - first - vector * Block.unitCount
                add(sum, of: min(outputs, Block.unitCount), to: memory)
            }
        }
    }

    /// Adds the sums of some outputs to those of the runs, one after the other.
    @inlinable
    @inline(__always)
    static func add(_ sum: Vector, of outputs: Int, to memory: UnitLaneMemory) {
        let runs = Block.runCount
        // The scales are not in use yet.
        let numbers =
            memory.settings + RunLaneSetting.gradientScale.rawValue * Vector.scalarCount
        vectorPointer(numbers)[0] = sum
        let sums = memory.squareSums.assumingMemoryBound(to: Double.self)
        for output in 0..<outputs {
            for run in 0..<runs { sums[run] += Double(numbers[output * runs + run]) }
        }
    }

    /// The same for a narrow head, whose lanes are inputs.
    @inlinable
    @inline(__always)
    static func addNarrowSquares(
        _ memory: UnitLaneMemory,
        _ layout: UnitLaneLayer,
        _ inputs: Range<Int>
    ) {
        let panelWidth = memory.sizes.width.panelWidth
        let gradients = PanelMatrix(
            base: memory.gradients + layout.weightOffset,
            panelWidth: panelWidth,
            rowCapacity: layout.paddedOutputs
        )
        let sums = memory.squareSums.assumingMemoryBound(to: Double.self)
        for output in 0..<layout.layer.outputs {
            var sum = Float(0)
            for first in stride(from: inputs.lowerBound, to: inputs.upperBound, by: panelWidth) {
                let count = min(panelWidth, inputs.upperBound - first)
                let row = gradients.base + gradients.index(output, first)
                sum = squareSum(row, stride: 1, count: count, from: sum)
            }
            sums[0] += Double(sum)
        }
    }

    /// The sum of squares of numbers that are `stride` apart, in their order.
    @inlinable
    @inline(__always)
    static func squareSum(
        _ numbers: UnsafeMutablePointer<Float>,
        stride: Int,
        count: Int,
        from start: Float = 0
    ) -> Float {
        var sum = start
        for index in 0..<count {
            let number = numbers[index * stride]
            sum += number * number
        }
        return sum
    }
}
