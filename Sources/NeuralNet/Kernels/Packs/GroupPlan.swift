package import TrainingModel

/// Some runs of a pack and the kernels that train them.
package struct GroupPlan: Sendable {
    /// The kernels, by what their lanes are.
    package enum Kernels: Sendable {
        /// Each lane is a run.
        case runs(RunLaneKernels)

        /// The lanes are units of blocks of runs.
        case units(UnitLaneKernels)
    }

    /// The kernels.
    package let kernels: Kernels

    /// The number of runs.
    package let runCount: Int

    /// What lanes represent, for benchmarks.
    package var mapping: String {
        switch kernels {
        case .runs: "runs"
        case .units(let kernels):
            kernels.width.runsPerBlock == 1
                ? "units" : "units of \(kernels.width.runsPerBlock) runs"
        }
    }

    /// The lanes of a vector.
    package var laneCount: Int {
        switch kernels {
        case .runs(let kernels): kernels.laneCount
        case .units(let kernels): kernels.width.laneCount
        }
    }

    /// Allocates the group.
    ///
    /// - Parameters:
    ///   - configuration: The training.
    ///   - runs: As many runs as planned.
    ///   - classWeights: The weight of each class.
    /// - Returns: A group whose parameters are zero.
    func makeGroup(
        _ configuration: TrainingConfiguration,
        _ runs: [RunConfiguration],
        _ classWeights: ClassWeights = .none
    ) -> any LaneGroup {
        switch kernels {
        case .runs(let kernels):
            RunLaneGroup(
                kernels: kernels,
                configuration: configuration,
                runs: runs,
                classWeights: classWeights
            )
        case .units(let kernels):
            UnitLaneGroup(
                kernels: kernels,
                configuration: configuration,
                runs: runs,
                classWeights: classWeights
            )
        }
    }
}

extension KernelSet {
    /// The groups of a pack.
    ///
    /// - Parameters:
    ///   - mapping: What lanes represent, or `nil` for what is faster.
    ///   - configuration: The training.
    ///   - runCount: The runs of the pack.
    ///   - clips: Whether some run shortens gradients.
    /// - Returns: The groups, for the runs in order.
    package func plan(
        _ mapping: LaneMapping?,
        for configuration: TrainingConfiguration,
        runCount: Int,
        clips: Bool = false
    ) -> [GroupPlan] {
        guard let mapping else {
            return plan(for: configuration, runCount: runCount, clips: clips)
        }
        guard let runsPerBlock = mapping.runsPerBlock else { return runLanePlan(runCount) }
        // What the instruction set has no kernels for, the largest smaller blocks do.
        let kernels = unitLanes.last { $0.width.runsPerBlock <= runsPerBlock } ?? unitLanes[0]
        return [GroupPlan(kernels: .units(kernels), runCount: runCount)]
    }

    private func runLanePlan(_ runCount: Int) -> [GroupPlan] {
        var rest = runCount
        return runLaneGroups(for: runCount).map { kernels in
            defer { rest -= kernels.laneCount }
            return GroupPlan(kernels: .runs(kernels), runCount: min(rest, kernels.laneCount))
        }
    }

    /// The groups that take the least time, by ``KernelTime``.
    ///
    /// best(n) = min over kernels of their time + best(n − the runs that they train at once).
    private func plan(
        for configuration: TrainingConfiguration,
        runCount: Int,
        clips: Bool
    ) -> [GroupPlan] {
        let times = KernelTime(configuration, wideVectorCost: wideVectorCost)
        let candidates =
            runLanes.map { (GroupPlan.Kernels.runs($0), $0.laneCount, times.time(of: $0)) }
            + unitLanes.map { (.units($0), $0.width.runsPerBlock, times.time(of: $0)) }
        var best: [(time: Double, groups: [GroupPlan])] = [(0, [])]
        for count in 1...max(runCount, 1) {
            let choices = candidates.map { kernels, capacity, time in
                let members = min(capacity, count)
                let rest = best[count - members]
                return (
                    time: time + rest.time,
                    groups: rest.groups.appending(GroupPlan(kernels: kernels, runCount: members))
                )
            }
            // The first of equal ones, so that the plan does not depend on chance.
            best.append(choices.dropFirst().reduce(choices[0]) { $1.time < $0.time ? $1 : $0 })
        }
        let groups = best[runCount].groups
        let bytes = groups.reduce(0) { $0 + $1.bytes(for: configuration, clips: clips) }
        let limit = PackMemory.kernelBytes(
            configuration: configuration,
            runCount: runCount,
            clips: clips
        )
        guard bytes > limit else { return groups }
        // Mixed plans have buffers of several kinds; what is alike never takes more than the limit.
        let units = GroupPlan(kernels: .units(unitLanes[0]), runCount: runCount)
        let unitTime = Double(runCount) * times.time(of: unitLanes[0])
        let runTime = runLaneGroups(for: runCount).reduce(0) { $0 + times.time(of: $1) }
        return unitTime < runTime ? [units] : runLanePlan(runCount)
    }
}

extension GroupPlan {
    /// The memory of the group, exactly what it allocates.
    ///
    /// - Parameters:
    ///   - configuration: The training.
    ///   - clips: Whether some of its runs shortens gradients.
    /// - Returns: The bytes.
    package func bytes(for configuration: TrainingConfiguration, clips: Bool = false) -> Int {
        switch kernels {
        case .runs(let kernels):
            PackMemory.runLaneBytes(
                configuration: configuration,
                laneCount: kernels.laneCount,
                clips: clips
            )
        case .units(let kernels):
            PackMemory.unitLaneBytes(
                configuration: configuration,
                runCount: runCount,
                width: kernels.width,
                clips: clips
            )
        }
    }
}

extension [GroupPlan] {
    /// These groups and one more; blocks of the same kernels share one group.
    fileprivate func appending(_ group: GroupPlan) -> [GroupPlan] {
        guard case .units(let kernels) = group.kernels, let last,
            case .units(let others) = last.kernels, others.width == kernels.width,
            last.runCount.isMultiple(of: others.width.runsPerBlock)
        else { return self + [group] }
        let runCount = last.runCount + group.runCount
        return dropLast() + [GroupPlan(kernels: last.kernels, runCount: runCount)]
    }
}
