package import TrainingModel

/// All kernels that are compiled for one instruction set.
@usableFromInline
package struct KernelSet: Sendable {
    /// The kernels whose lanes are runs, the narrowest first.
    @usableFromInline
    package let runLanes: [RunLaneKernels]

    /// The kernels whose lanes are units.
    package let unitLanes: UnitLaneKernels

    /// Collects kernels.
    ///
    /// - Parameters:
    ///   - runLanes: The kernels whose lanes are runs, the narrowest first; at least one.
    ///   - unitLanes: The kernels whose lanes are units.
    package init(runLanes: [RunLaneKernels], unitLanes: UnitLaneKernels) {
        precondition(!runLanes.isEmpty, "a kernel set has at least one width")
        self.runLanes = runLanes
        self.unitLanes = unitLanes
    }

    /// What the lanes should stand for, by the time that one sample of all runs takes.
    ///
    /// - Parameters:
    ///   - shape: The network.
    ///   - runCount: The runs of the pack.
    /// - Returns: The mapping with the lower estimate.
    package func mapping(for shape: NetworkShape, runCount: Int) -> LaneMapping {
        let unitTime = runCount * unitLanes.time(for: shape)
        let runTime = runLaneGroups(for: runCount).reduce(0) { $0 + $1.time(for: shape) }
        return unitTime < runTime ? .units : .runs
    }

    /// The kernels for each group of a pack whose lanes are runs.
    ///
    /// - Parameter runCount: The runs of the pack.
    /// - Returns: For each group the narrowest kernels that fit the runs left, else the widest.
    package func runLaneGroups(for runCount: Int) -> [RunLaneKernels] {
        var groups: [RunLaneKernels] = []
        var rest = runCount
        while rest > 0 {
            let widest = runLanes[runLanes.count - 1]
            let group = runLanes.first { $0.laneCount >= rest } ?? widest
            groups.append(group)
            rest -= group.laneCount
        }
        return groups
    }
}

/// What the lanes of a vector stand for in the training of a pack.
package enum LaneMapping: Sendable, Hashable, CaseIterable {
    /// Each lane is a run: best for full packs of small networks.
    case runs

    /// The lanes are units of one run, and runs train in turn: best for wide networks.
    case units
}

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
