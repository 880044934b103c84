public import TrainingModel

extension RunLaneKernel {
    /// Sets the scale of each lane's gradient.
    ///
    /// - Parameter memory: The group, whose gradients are stored.
    /// - Source: PyTorch, `torch.nn.utils.clip_grad_norm_`.
    @inlinable
    @inline(never)
    static func scaleGradients(_ memory: RunLaneMemory) {
        let gradients = memory.gradients.assumingMemoryBound(to: Vector.self)
        let sums = memory.squareSums.assumingMemoryBound(to: Double.self)
        for lane in 0..<Vector.scalarCount { sums[lane] = 0 }
        for layer in memory.layers {
            for first in stride(from: 0, to: layer.inputs, by: PackNumerics.sumLength) {
                let count = min(PackNumerics.sumLength, layer.inputs - first)
                for output in 0..<layer.outputs {
                    let row = gradients + layer.weightOffset + output * layer.inputs + first
                    addSquares(memory, row, count)
                }
            }
            for first in stride(from: 0, to: layer.outputs, by: PackNumerics.sumLength) {
                let count = min(PackNumerics.sumLength, layer.outputs - first)
                addSquares(memory, gradients + layer.biasOffset + first, count)
            }
        }
        let settings = memory.settings.assumingMemoryBound(to: Float.self)
        let limits = settings + RunLaneSetting.clipNorm.rawValue * Vector.scalarCount
        let scales = settings + RunLaneSetting.gradientScale.rawValue * Vector.scalarCount
        for lane in 0..<Vector.scalarCount {
            scales[lane] = PackNumerics.gradientScale(limits[lane], squareSum: sums[lane])
        }
    }

    /// Adds the squares of `count` neighbouring gradients to the lanes' sums.
    @inlinable
    @inline(__always)
    static func addSquares(
        _ memory: RunLaneMemory,
        _ gradients: UnsafeMutablePointer<Vector>,
        _ count: Int
    ) {
        var sum = Vector()
        for index in 0..<count { sum = sum + gradients[index] * gradients[index] }
        // The scales are not in use yet.
        let vector =
            memory.settings.assumingMemoryBound(to: Vector.self)
            + RunLaneSetting.gradientScale.rawValue
        vector[0] = sum
        let lanes = UnsafeMutableRawPointer(vector).assumingMemoryBound(to: Float.self)
        let sums = memory.squareSums.assumingMemoryBound(to: Double.self)
        for lane in 0..<Vector.scalarCount { sums[lane] += Double(lanes[lane]) }
    }
}
