package import TrainingModel

/// The order in which each run of a pack sees the samples, drawn anew for each epoch.
package struct EpochOrders {
    /// For each run the first one with the same generator, which draws the same orders.
    package let sources: [Int]

    /// Whether all runs have the same order, which then stands here once.
    package let hasOneOrder: Bool

    /// The orders of the epoch, shape [runs, samples]; empty without shuffle.
    package private(set) var orders: [UInt32] = []

    private let kernels: OrderKernels
    private let sampleCount: Int
    private let reciprocals: [Double]
    private var words: [UInt32] = []

    /// Prepares the orders of all epochs.
    ///
    /// - Parameters:
    ///   - runs: The runs, whose seeds and initial weights tell which have the same generator.
    ///   - shape: The network, for which each generator has drawn initial weights.
    ///   - sampleCount: The samples.
    ///   - shuffle: Whether orders are drawn at all.
    ///   - kernels: The code for the processor at hand.
    package init(
        _ runs: [RunConfiguration],
        of shape: NetworkShape,
        sampleCount: Int,
        shuffle: Bool,
        kernels: OrderKernels
    ) {
        precondition(UInt32(exactly: sampleCount) != nil, "no order has \(sampleCount) samples")
        let starts = runs.map { GeneratorStart($0, shape) }
        sources = starts.map { start in starts.firstIndex(of: start) ?? 0 }
        hasOneOrder = sources.allSatisfy { $0 == 0 }
        self.kernels = kernels
        self.sampleCount = sampleCount
        guard shuffle else {
            reciprocals = []
            return
        }
        reciprocals = (0..<sampleCount).map { 1 / Double(sampleCount - $0) }
        // The memory stays, so that no epoch begins with pages that the system has to clear.
        orders = Array(repeating: 0, count: (hasOneOrder ? 1 : runs.count) * sampleCount)
        words = Array(repeating: 0, count: OrderMemory.wordCount)
    }

    /// Draws the next epoch's order of each run; nothing when it is the dataset's.
    ///
    /// - Parameter generators: The global generator of each run.
    package mutating func draw(from generators: inout [MersenneTwister]) {
        guard !orders.isEmpty else { return }
        var seeds: [UInt32] = []
        var lanes: [Int] = []
        for (lane, source) in sources.enumerated() {
            guard source == lane else {
                generators[lane] = generators[source]
                continue
            }
            seeds.append(UInt32(truncatingIfNeeded: generators[lane].shuffleSeed()))
            lanes.append(lane)
        }
        draw(seeds, lanes)
        guard !hasOneOrder else { return }
        for (lane, source) in sources.enumerated() where source != lane {
            let range = lane * sampleCount..<(lane + 1) * sampleCount
            orders.replaceSubrange(
                range,
                with: orders[source * sampleCount..<(source + 1) * sampleCount]
            )
        }
    }

    private mutating func draw(_ seeds: [UInt32], _ lanes: [Int]) {
        let group = OrderMemory.seedsAtOnce
        // A last group that is not full draws from states of no run.
        let seeds = seeds + Array(repeating: 0, count: group)
        orders.withUnsafeMutableBufferPointer { orders in
            words.withUnsafeMutableBufferPointer { words in
                reciprocals.withUnsafeBufferPointer { reciprocals in
                    seeds.withUnsafeBufferPointer { seeds in
                        lanes.withUnsafeBufferPointer { lanes in
                            guard let orders = orders.baseAddress, let words = words.baseAddress,
                                let reciprocals = reciprocals.baseAddress,
                                let seeds = seeds.baseAddress, let first = lanes.baseAddress
                            else { return }
                            let memory = OrderMemory(
                                count: sampleCount,
                                orders: orders,
                                reciprocals: reciprocals,
                                words: words
                            )
                            for start in stride(from: 0, to: lanes.count, by: group) {
                                let count = min(group, lanes.count - start)
                                kernels.draw(memory, seeds + start, first + start, count)
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Where the generator of a run stands before its first epoch.
private struct GeneratorStart: Equatable {
    private let seed: UInt64
    private let outputs: UInt64

    /// The start of `run`, whose initial weights are drawn for `shape`; some draw more than others.
    init(_ run: RunConfiguration, _ shape: NetworkShape) {
        seed = run.seed
        outputs =
            run.generatorOffset
            &+ UInt64(clamping: shape.initialOutputs(run.setting.initialization))
    }
}
