/// Some runs of a pack that a kernel trains together.
protocol LaneGroup: AnyObject {
    /// The number of runs; they are lanes 0, 1, … of the group.
    var runCount: Int { get }

    /// The memory that the group has allocated.
    var allocatedBytes: Int { get }

    /// Trains all runs for one epoch.
    ///
    /// - Parameters:
    ///   - epoch: The epochs that the runs have behind them.
    ///   - samples: The samples and their order.
    /// - Returns: The losses of each run's batches.
    func trainEpoch(_ epoch: Int, on samples: EpochSamples) -> [BatchSums]

    /// Measures all runs on samples and changes none.
    ///
    /// - Parameter samples: The samples; they are measured in memory order.
    /// - Returns: The sums of each run; of one that is retired they mean nothing.
    func measure(_ samples: EpochSamples) -> [PartSums]

    /// The parameters of one run in PyTorch's flat order.
    func parameters(ofLane lane: Int) -> [Float]

    /// What the optimizer keeps of one run, each array in the order of the parameters: the
    /// velocities, then the mean squares where it has them.
    func moments(ofLane lane: Int) -> [[Float]]

    /// Sets the state of one run, which takes part in the training from now on.
    ///
    /// - Parameters:
    ///   - parameters: The parameters in PyTorch's flat order.
    ///   - moments: What ``moments(ofLane:)`` gave; arrays that are missing stay as they are.
    ///   - lane: The run.
    func load(parameters: [Float], moments: [[Float]], intoLane lane: Int)

    /// Takes a run out of the training; the others go on untouched.
    func retire(lane: Int)
}

/// Samples as one epoch of a group of runs sees them; valid during that epoch only.
@usableFromInline
package struct EpochSamples {
    /// The features, shape [``count``, inputs].
    @usableFromInline
    package let features: UnsafePointer<Float>

    /// The classes as Floats, shape [``count``].
    @usableFromInline
    package let labels: UnsafePointer<Float>

    /// Of samples with two features: both, the class and a 0 side by side, shape [``count``, 4];
    /// else `nil`.
    @usableFromInline
    package let pairRows: UnsafePointer<Float>?

    /// The number of samples.
    @usableFromInline
    package let count: Int

    /// The order of the samples of each run, shape [runs, ``count``], or `nil` for the dataset's.
    @usableFromInline
    package let orders: UnsafePointer<UInt32>?

    /// The number of runs that ``orders`` has samples for.
    @usableFromInline
    package let runCount: Int

    /// Whether the orders of all runs are the same, that of the first one.
    @usableFromInline
    package let hasOneOrder: Bool

    /// Describes samples.
    ///
    /// - Parameters:
    ///   - features: The features.
    ///   - labels: The classes as Floats.
    ///   - pairRows: Features and class of each sample side by side, if there are two features.
    ///   - count: The number of samples.
    ///   - orders: Per-run sample order, or `nil` for dataset order.
    ///   - runCount: The number of runs.
    ///   - hasOneOrder: Whether the orders of all runs are the same.
    @usableFromInline
    package init(
        features: UnsafePointer<Float>,
        labels: UnsafePointer<Float>,
        pairRows: UnsafePointer<Float>?,
        count: Int,
        orders: UnsafePointer<UInt32>?,
        runCount: Int,
        hasOneOrder: Bool
    ) {
        self.features = features
        self.labels = labels
        self.pairRows = pairRows
        self.count = count
        self.orders = orders
        self.runCount = runCount
        self.hasOneOrder = hasOneOrder
    }
}

extension EpochSamples {
    /// The same samples as some of the runs see them.
    ///
    /// - Parameter runs: The indices of the runs.
    /// - Returns: The samples with the orders of those runs.
    func narrowed(to runs: Range<Int>) -> EpochSamples {
        EpochSamples(
            features: features,
            labels: labels,
            pairRows: pairRows,
            count: count,
            orders: orders.map { $0 + (hasOneOrder ? 0 : runs.lowerBound * count) },
            runCount: runs.count,
            hasOneOrder: hasOneOrder || runs.count == 1
        )
    }
}

/// The rules that fix the bits of a training, whatever the lanes represent.
///
/// Each sum runs in the order of its index: over inputs from the bias on, over outputs and samples
/// from 0 on, each term a fused multiply-add. Losses are added in Float in runs of ``sumLength``
/// samples and those sums in Double. So are the squares of a gradient, layer by layer: of the
/// weights from the first ``sumLength`` inputs the squares of each output, output by output, then
/// of the next inputs, then of the biases.
@usableFromInline
package enum PackNumerics {
    /// The number of losses that are added in Float before the sum goes to Double.
    @inlinable package static var sumLength: Int { 64 }

    /// The number of such sums for `samples` losses.
    @inlinable
    package static func sumCount(samples: Int) -> Int {
        (samples + sumLength - 1) / sumLength
    }

    /// What a gradient is multiplied by so that its norm is at most `limit`.
    ///
    /// min(1, limit/(‖g‖ + 10⁻⁶)); a norm that is not a number gives none.
    ///
    /// - Parameters:
    ///   - limit: The largest norm, or 0 for any.
    ///   - squareSum: ‖g‖².
    /// - Returns: The factor, rounded once.
    @inlinable
    package static func gradientScale(_ limit: Float, squareSum: Double) -> Float {
        guard limit > 0 else { return 1 }
        let scale = Double(limit) / (squareSum.squareRoot() + 1e-6)
        return scale >= 1 ? 1 : Float(scale)
    }
}
