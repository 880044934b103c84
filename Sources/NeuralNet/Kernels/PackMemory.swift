/// The memory that the training of a pack takes.
public enum PackMemory {
    /// The most bytes that one pack may take: 4 GiB, since a worker trains a pack on each core.
    public static let limitBytes = 4 << 30

    /// The memory of a pack in bytes, at most, on any instruction set.
    ///
    /// With W the runs filled up to a vector of 4, 8 or 16 lanes, P the parameters, S the larger of
    /// the batch B and 64, H the units of all hidden layers, M those of the widest layer behind the
    /// inputs and I the inputs, it is
    /// 4·W·(2·P + S·(H + 2·M) + B·(I + 1) + 5 + 2·⌈S/64⌉); B·(I + 1) only with shuffle.
    ///
    /// The dataset is not part of it: all packs of a process share one.
    ///
    /// - Parameters:
    ///   - configuration: The network and the batch.
    ///   - runCount: The number of runs, 1 to 16.
    /// - Returns: The bytes.
    public static func bytes(configuration: TrainingConfiguration, runCount: Int) -> Int {
        let lanes = [4, 8].first { $0 >= runCount } ?? PackTrainer.maximumRunCount
        let vectors = RunLaneSizes(configuration: configuration).vectorCount
        return vectors * lanes * MemoryLayout<Float>.stride
    }
}
