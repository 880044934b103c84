internal import Digest
internal import SweepCoordination
internal import SweepModel
internal import TrainingModel

extension SweepPlan {
    /// A plan of `runs` runs of one shape: a [1, 1] network with 2 parameters, 4 epochs.
    static func of(
        runs: Int,
        layers: [AxisValue] = [[1, 1]],
        split: SplitRule = .none
    ) -> SweepPlan {
        SweepPlan(
            SweepSpec(
                name: "test",
                dataset: .spiral(SpiralSource()),
                split: split,
                epochs: 4,
                shuffle: false,
                axes: SweepAxes([.layers: layers]),
                seeds: .paired(SeedList(0..<UInt64(runs)))
            )
        )
    }
}

extension CoordinatorConfiguration {
    /// Second-long heartbeats, leases of five seconds, three retries.
    static let forTests = CoordinatorConfiguration(
        build: "1.0",
        core: "core-1",
        canary: .of(1),
        dataset: .of(2),
        datasetBytes: 100,
        seed: 1
    )
}

extension WorkerConfiguration {
    /// One worker with two slots and one credit more.
    static let forTests = WorkerConfiguration(
        worker: WorkerID(7),
        label: "worker 7",
        build: "1.0",
        core: "core-1",
        canary: .of(1),
        slots: 2,
        prefetch: 1,
        seed: 1
    )
}

extension Digest {
    /// A digest of equal bytes.
    static func of(_ byte: UInt8) -> Digest {
        guard let digest = Digest(bytes: [UInt8](repeating: byte, count: Digest.byteCount)) else {
            preconditionFailure("\(Digest.byteCount) bytes make a digest")
        }
        return digest
    }
}

extension AttemptID {
    /// Attempt `number` of pack `pack`.
    static func of(_ pack: UInt64, _ number: UInt32 = 1) -> AttemptID {
        AttemptID(pack: PackID(pack), number: AttemptNumber(number))
    }
}

extension EpochBlock {
    /// Epochs whose values all are `value`.
    static func block(_ epochs: Range<Int>, runs: Int, value: Float = 0.5) -> EpochBlock {
        EpochBlock(
            metrics: Metric.standard,
            firstEpoch: epochs.lowerBound,
            epochCount: epochs.count,
            runCount: runs,
            values: [Float](
                repeating: value,
                count: runs * epochs.count * Metric.standard.count
            )
        )
    }
}

extension BlobPart {
    /// All trained parameters of a pack of [1, 1] networks in one part.
    static func parameters(of attempt: AttemptID, runs: Int) -> BlobPart {
        BlobPart(
            name: .parameters(attempt),
            offset: 0,
            totalBytes: runs * 8,
            bytes: [UInt8](repeating: 1, count: runs * 8)
        )
    }

    /// The part of a checkpoint of 10 bytes at `bytes`.
    static func checkpoint(
        of attempt: AttemptID,
        after epoch: Int,
        _ bytes: Range<Int> = 0..<10
    ) -> BlobPart {
        BlobPart(
            name: .checkpoint(attempt, epoch: epoch),
            offset: bytes.lowerBound,
            totalBytes: 10,
            bytes: [UInt8](repeating: 2, count: bytes.count)
        )
    }
}

extension InventoryLine {
    static func line(
        _ attempt: AttemptID,
        _ state: State = .training,
        epoch: Int = 0
    ) -> InventoryLine {
        InventoryLine(attempt: attempt, state: state, epoch: epoch)
    }
}
