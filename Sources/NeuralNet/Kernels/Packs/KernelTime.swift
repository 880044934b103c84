internal import TrainingModel

/// A rough estimate of what kernels cost, in cycles for one sample's products of weights.
enum KernelTime {
    /// The cycles of two vector operations: processors take 512 bits in twice the time of 256.
    static func perVectorPair(laneCount: Int) -> Int { laneCount > 8 ? 2 : 1 }
}

extension RunLaneKernels {
    /// The time that one sample of all runs of a group takes, in cycles.
    ///
    /// Each weight is a vector. A group whose weights and velocities are too many for the second
    /// cache waits for them; with few registers, tiles are small and read the weights more often.
    func time(for shape: NetworkShape) -> Int {
        let weights = shape.linearLayers.reduce(0) { $0 + $1.weightCount }
        let cycles = weights * KernelTime.perVectorPair(laneCount: laneCount)
        let floats = 2 * shape.parameterCount * laneCount
        let cachedFloats = laneCount > 8 ? 1 << 20 : 1 << 17
        return floats > cachedFloats ? cycles + cycles / 4 : cycles
    }
}

extension UnitLaneKernels {
    /// The time that one sample of one run takes, in cycles.
    ///
    /// Each row of weights is filled up to whole vectors.
    func time(for shape: NetworkShape) -> Int {
        let vectors = shape.linearLayers.reduce(0) {
            $0 + $1.inputs * (($1.outputs + laneCount - 1) / laneCount)
        }
        return vectors * KernelTime.perVectorPair(laneCount: laneCount)
    }
}
