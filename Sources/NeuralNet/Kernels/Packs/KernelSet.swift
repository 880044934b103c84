/// All kernels that are compiled for one instruction set.
@usableFromInline
package struct KernelSet: Sendable {
    /// The kernels whose lanes are runs, the narrowest first.
    @usableFromInline
    package let runLanes: [RunLaneKernels]

    /// The kernels whose lanes are units of blocks of runs, the smallest blocks first.
    @usableFromInline
    package let unitLanes: [UnitLaneKernels]

    /// The kernels that measure the processor, the narrowest first.
    @usableFromInline
    package let peaks: [PeakKernels]

    /// The elementary functions on the widest vectors.
    @usableFromInline
    package let functions: LaneFunctions

    /// The shuffling of samples.
    @usableFromInline
    package let orders: OrderKernels

    /// The time of an operation on 16 lanes in those on 8: 2 where the processor does it in two
    /// halves, 1 where it does not.
    @usableFromInline
    package var wideVectorCost = 2.0

    /// Collects kernels.
    ///
    /// - Parameters:
    ///   - runLanes: The kernels whose lanes are runs, the narrowest first; at least one.
    ///   - unitLanes: The kernels whose lanes are units; the first has blocks of one run.
    ///   - peaks: The kernels that measure the processor, one for each width.
    ///   - functions: The elementary functions on the widest vectors.
    ///   - orders: The shuffling of samples.
    package init(
        runLanes: [RunLaneKernels],
        unitLanes: [UnitLaneKernels],
        peaks: [PeakKernels],
        functions: LaneFunctions,
        orders: OrderKernels
    ) {
        precondition(!runLanes.isEmpty, "a kernel set has at least one width")
        precondition(unitLanes.first?.width.runsPerBlock == 1, "any number of runs has blocks")
        self.runLanes = runLanes
        self.unitLanes = unitLanes
        self.peaks = peaks
        self.functions = functions
        self.orders = orders
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

/// What the lanes of a vector represent in the training of a pack.
package enum LaneMapping: Sendable, Hashable, CaseIterable {
    /// Each lane is a run: best for full packs of small networks.
    case runs

    /// The lanes are units of one run, and runs train in turn: best for wide networks.
    case units

    /// The lanes are units of four runs: for narrow packs.
    case unitsOfFour

    /// The lanes are units of eight runs.
    case unitsOfEight

    /// The runs of a block, or `nil` where each lane is a run.
    var runsPerBlock: Int? {
        switch self {
        case .runs: nil
        case .units: 1
        case .unitsOfFour: 4
        case .unitsOfEight: 8
        }
    }
}
