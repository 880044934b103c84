internal import NeuralNet
internal import SweepModel
internal import TrainingModel

extension PackTrainer {
    /// The parameters of all runs, lane after lane, as little-endian Float.
    var parameterBytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(
            runs.count * configuration.shape.parameterCount * LittleEndian.floatSizeBytes
        )
        for lane in runs.indices { bytes += LittleEndian.bytes(of: parameters(ofLane: lane)) }
        return bytes
    }
}
