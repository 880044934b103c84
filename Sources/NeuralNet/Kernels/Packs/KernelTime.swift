internal import TrainingModel

/// An estimate of what kernels cost: cycles for one sample of all runs of a group, with its part of
/// the evaluation after the epoch.
///
/// A processor starts two operations on vectors in a cycle, of 16 lanes two or one. On top come
/// what is not multiply-adds, the pass of an activation and, where the weights of a group are more than the second cache
/// holds, the time to fetch them: a forward block of four samples reads each weight. The numbers
/// fit what processors of both kinds were measured at (`Sources/momentum-bench/RESULTS.md`).
struct KernelTime {
    private let shape: NetworkShape
    private let wideVectorCost: Double

    /// The cycles of the pass over a vector of hidden units; 0 for ReLU, which is fused.
    private let passCycles: Double

    /// Prepares estimates for a training.
    ///
    /// - Parameters:
    ///   - configuration: The training.
    ///   - wideVectorCost: The time of an operation on 16 lanes in those on 8.
    init(_ configuration: TrainingConfiguration, wideVectorCost: Double) {
        shape = configuration.shape
        passCycles = configuration.pack.setting.activation.policy.cyclesPerVector
        self.wideVectorCost = wideVectorCost
    }

    /// The cycles of a group whose lanes are runs.
    func time(of kernels: RunLaneKernels) -> Double {
        let units = shape.linearLayers.reduce(0) { $0 + $1.outputs }
        let multiplyAdds = shape.linearLayers.enumerated().reduce(0) { sum, entry in
            sum + entry.element.weightCount * (entry.offset == 0 ? 3 : 4)
        }
        let cost = cost(laneCount: kernels.laneCount)
        let pass = passCycles * Double(units - shape.classCount)
        let cycles = cost * (0.6 * Double(multiplyAdds) + 2 * Double(units) + pass)
        let bytes = Double(shape.parameterCount * kernels.laneCount * MemoryLayout<Float>.stride)
        guard 2 * bytes > Self.cacheBytes else { return cycles }
        // With few registers tiles are small and read the weights more often.
        let slowed = kernels.hasWideRows ? cycles : 1.25 * cycles
        return max(slowed, bytes / 2 / Self.bytesPerCycle)
    }

    /// The cycles of one block of runs whose lanes are units.
    func time(of kernels: UnitLaneKernels) -> Double {
        let width = kernels.width
        let hasNarrowHead = width.hasNarrowHead(shape)
        var (multiplyAdds, vectors, hiddenVectors) = (0, 0, 0)
        for (index, layer) in shape.linearLayers.enumerated() {
            let inputs = width.padded(layer.inputs) / width.unitCount
            let outputs = width.padded(layer.outputs) / width.unitCount
            let isNarrow = hasNarrowHead && index == shape.linearLayers.count - 1
            multiplyAdds += (isNarrow ? 4 * layer.outputs * inputs : 3 * layer.inputs * outputs)
            if index > 0, !isNarrow { multiplyAdds += layer.outputs * inputs }
            vectors += outputs
            if index < shape.linearLayers.count - 1 { hiddenVectors += outputs }
        }
        let cost = cost(laneCount: width.laneCount)
        let pass = cost * passCycles * Double(hiddenVectors)
        let cycles = 0.55 * cost * Double(multiplyAdds) + 22 * Double(vectors) + pass
        guard width.runsPerBlock > 1 else { return cycles }
        // One run reads its weights for a whole batch at once; several have too many for that. With
        // few registers tiles are small.
        let bytes = shape.parameterCount * width.runsPerBlock * MemoryLayout<Float>.stride
        let isLarge = 2 * Double(bytes) > Self.cacheBytes
        return cycles * (isLarge ? 1.25 : 1) * (width.panelVectors < 4 ? 1.15 : 1)
    }

    private func cost(laneCount: Int) -> Double { laneCount > 8 ? wideVectorCost : 1 }

    /// A second cache of usual size.
    private static let cacheBytes = 1_048_576.0

    /// What a core gets from beyond it in a cycle.
    private static let bytesPerCycle = 10.7
}
