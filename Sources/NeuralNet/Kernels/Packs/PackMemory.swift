public import TrainingModel

/// The memory that the training of a pack takes.
public enum PackMemory {
    /// The most bytes that one pack may take: 4 GiB, since a worker trains a pack on each core.
    public static let limitBytes = 4 << 30

    /// The memory of a pack in bytes, at most, whatever the processor.
    ///
    /// It is the most of what the mappings take, and one run more whose lanes are units, since a
    /// plan may mix mappings. With P the parameters, S the larger of the
    /// batch B and 64, H the units of all hidden layers, M those of the widest layer behind the
    /// inputs and I the inputs:
    ///
    /// - Lanes are runs, W of them (the runs filled up to 4, 8 or 16):
    ///   4·W·((1 + O)·P + S·(H + 2·M) + B·(I + 1) + N + 2·⌈S/64⌉) with O the moments of the
    ///   optimizer, 1 or 2, and N the settings of a lane; B·(I + 1) only with shuffle.
    /// - Lanes are units of blocks of R runs, 1, 4 or 8: 4·R·(1 + O)·P for each block, and once
    ///   4·R·(P + S·(H + 2·C + 2·M) + S·I) with C the classes; each width filled up to vectors and
    ///   cache lines, exactly as in `UnitLaneSizes`.
    /// - Where units keep their slopes, since their activation is not ReLU, H counts twice.
    /// - Where a run shortens gradients, 4·W·(P + 2) or 4·R·P + 8·W more.
    /// - Where classes are weighted, 4·W·(C + 1) more.
    /// - Where validation losses choose the epoch, 4·(P + 2·h) for each run more: the parameters of
    ///   its best epoch and, in an array that grows, the last h losses of a rule that stops runs:
    ///   its patience + 1, or the epochs if these are fewer.
    ///
    /// The dataset is not part of it: all packs of a process share one.
    ///
    /// - Parameters:
    ///   - configuration: The network and the batch.
    ///   - runCount: The number of runs, 1 to 16.
    ///   - clips: Whether some run shortens gradients.
    /// - Returns: The bytes; `Int.max` when they are far beyond the limit.
    public static func bytes(
        configuration: TrainingConfiguration,
        runCount: Int,
        clips: Bool = false
    ) -> Int {
        guard isNearLimit(configuration) else { return .max }
        return kernelBytes(configuration: configuration, runCount: runCount, clips: clips)
            + choiceBytes(configuration: configuration, runCount: runCount)
    }

    /// What the choice of an epoch adds for some runs.
    ///
    /// - Parameters:
    ///   - configuration: The network and the choice.
    ///   - runCount: The number of runs.
    /// - Returns: The bytes; 0 where the last epoch is taken.
    package static func choiceBytes(configuration: TrainingConfiguration, runCount: Int) -> Int {
        let choice = configuration.choice
        guard choice.isByValidation else { return 0 }
        let losses = ValidationHistory.recentCount(choice, epochCount: configuration.epochs)
        return runCount * (configuration.shape.parameterCount + 2 * losses)
            * MemoryLayout<Float>.stride
    }

    /// ``bytes(configuration:runCount:)`` without the choice of an epoch.
    ///
    /// - Parameters:
    ///   - configuration: The network and the batch.
    ///   - runCount: The number of runs, 1 to 16.
    ///   - clips: Whether some run shortens gradients.
    /// - Returns: The bytes.
    /// - Precondition: The numbers are small enough to be counted in `Int`.
    static func kernelBytes(
        configuration: TrainingConfiguration,
        runCount: Int,
        clips: Bool
    ) -> Int {
        let lanes = [4, 8].first { $0 >= runCount } ?? Limits.runsPerPack
        let widths = [(4, 1, 2), (8, 1, 2), (8, 4, 2), (16, 1, 4), (16, 4, 4), (16, 8, 4)].map {
            UnitLaneWidth(laneCount: $0, runsPerBlock: $1, panelVectors: $2)
        }
        func unitBytes(_ runCount: Int, _ width: UnitLaneWidth) -> Int {
            unitLaneBytes(
                configuration: configuration,
                runCount: runCount,
                width: width,
                clips: clips
            )
        }
        let unitLanes = widths.map { unitBytes(runCount, $0) }
        let single = unitBytes(1, widths[3])
        let runLanes = runLaneBytes(configuration: configuration, laneCount: lanes, clips: clips)
        return unitLanes.reduce(runLanes, max) + (runCount > 1 ? single : 0)
    }

    /// The bytes of the orders in which runs see their samples, and of what drawing them takes for
    /// each sample: a reciprocal, and four numbers side by side.
    ///
    /// - Parameters:
    ///   - runCount: The runs.
    ///   - sampleCount: The samples.
    /// - Returns: The bytes, at most.
    public static func orderBytes(runCount: Int, sampleCount: Int) -> Int {
        let rowBytes = MemoryLayout<Double>.stride + 4 * MemoryLayout<Float>.stride
        return sampleCount * (runCount * MemoryLayout<UInt32>.stride + rowBytes)
    }

    /// The bytes of a group of runs whose lanes are runs.
    ///
    /// - Parameters:
    ///   - configuration: The network and the batch.
    ///   - laneCount: W.
    ///   - clips: Whether some run shortens gradients.
    /// - Returns: The bytes.
    package static func runLaneBytes(
        configuration: TrainingConfiguration,
        laneCount: Int,
        clips: Bool
    ) -> Int {
        let vectors = RunLaneSizes(configuration: configuration, clips: clips).vectorCount
        return vectors * laneCount * MemoryLayout<Float>.stride
    }

    /// The bytes of a group of runs whose lanes are units.
    ///
    /// - Parameters:
    ///   - configuration: The network and the batch.
    ///   - runCount: R.
    ///   - width: How lanes are used.
    ///   - clips: Whether some run shortens gradients.
    /// - Returns: The bytes.
    package static func unitLaneBytes(
        configuration: TrainingConfiguration,
        runCount: Int,
        width: UnitLaneWidth,
        clips: Bool
    ) -> Int {
        let sizes = UnitLaneSizes(configuration: configuration, width: width, clips: clips)
        return sizes.floatCount(runCount: runCount) * MemoryLayout<Float>.stride
    }

    /// Whether the numbers are small enough to be counted in `Int`.
    private static func isNearLimit(_ configuration: TrainingConfiguration) -> Bool {
        let shape = configuration.shape
        let units = shape.layers.reduce(0.0) { $0 + Double($1) }
        let floats = Double(shape.parameterCount) + Double(configuration.batch) * units
        return floats < 1024 * Double(limitBytes)
    }
}
