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
