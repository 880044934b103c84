internal import SweepCoordination
internal import SweepModel
internal import TrainingModel

/// One lane of a training that takes no time: a chain of 64-bit states that depends on the run
/// alone.
struct FakeRun {
    /// The state after the epochs so far.
    private(set) var state: UInt64

    /// The epoch in which the loss leaves the finite numbers, if it does.
    let divergence: Int?

    private let parameterCount: Int
    private let metricCount: Int

    /// Starts at epoch 0.
    init(_ run: RunConfiguration, _ training: TrainingConfiguration) {
        var start = SplitMix64(
            seed: run.seed &+ run.setting.momentum.bitPattern &* 31 &+ run.generatorOffset
                &* 1_000_003
                &+ UInt64(training.shape.parameterCount) &* 77
        )
        state = start.next()
        divergence = start.oneIn(6) ? start.below(training.epochs) : nil
        parameterCount = training.shape.parameterCount
        metricCount = training.metrics.count
    }

    /// Goes on from a saved state.
    mutating func restore(_ state: UInt64) { self.state = state }

    /// Trains `epoch`; a diverged run stays as it is.
    ///
    /// - Returns: Its metrics, one value for each that is recorded.
    mutating func train(epoch: Int) -> [Float] {
        if let divergence, epoch >= divergence {
            return [Float](repeating: .nan, count: metricCount)
        }
        var numbers = SplitMix64(seed: state)
        state = numbers.next()
        return (0..<metricCount).map { _ in Float(numbers.next() >> 40) * 0x1p-24 }
    }

    /// How the run ends.
    var outcome: RunOutcome { divergence.map { .diverged(epoch: $0) } ?? .finished }

    /// The trained parameters, little-endian.
    var parameters: [UInt8] {
        var numbers = SplitMix64(seed: state)
        return (0..<parameterCount).flatMap { _ in
            LittleEndian.bytes(of: UInt32(truncatingIfNeeded: numbers.next() >> 40))
        }
    }
}
