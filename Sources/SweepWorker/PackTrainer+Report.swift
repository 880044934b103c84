internal import NeuralNet
internal import SweepModel

extension PackTrainer {
    /// The parameters of all runs, lane after lane, as little-endian Float.
    var parameterBytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(runs.count * configuration.shape.parameterCount * 4)
        for lane in runs.indices {
            for value in parameters(ofLane: lane) {
                withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes += $0 }
            }
        }
        return bytes
    }
}

extension RunOutcome {
    /// How a run ended whose last epoch had `outcome`.
    init(_ outcome: LaneOutcome) {
        switch outcome {
        case .trained: self = .finished
        case .diverged(let epoch): self = .diverged(epoch: epoch)
        }
    }
}
