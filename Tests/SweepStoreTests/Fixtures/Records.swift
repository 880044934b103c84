import SweepModel
import TrainingModel

extension AttemptID {
    static func test(_ pack: UInt64, _ number: UInt32 = 1) -> AttemptID {
        AttemptID(pack: PackID(pack), number: AttemptNumber(number))
    }
}

extension EpochBlock {
    /// Numbers that tell run, metric and epoch, among them a NaN with a payload.
    static func test(
        _ epochs: Range<Int>,
        runCount: Int = 2,
        variant: UInt32 = 0
    ) -> EpochBlock {
        var values: [Float] = []
        for lane in 0..<runCount {
            for metric in 0..<4 {
                for epoch in epochs {
                    let number = UInt32(lane << 24 | metric << 20 | epoch) ^ variant
                    values.append(
                        epoch % 7 == 3
                            ? Float(bitPattern: 0x7FC0_0000 | number & 0xFFFF)
                            : Float(bitPattern: 0x3F00_0000 | number & 0x7F_FFFF)
                    )
                }
            }
        }
        return EpochBlock(
            metrics: Metric.standard,
            firstEpoch: epochs.lowerBound,
            epochCount: epochs.count,
            runCount: runCount,
            values: values
        )
    }
}

extension StoreRecord {
    /// A pack of the first group, and its first lease.
    static func leasedPack(_ id: UInt64, first: Int = 0, count: Int = 2) -> [StoreRecord] {
        [
            .pack(PackID(id), RunRange(first: first, count: count)),
            .attempt(.test(id), worker: "host/1", base: nil),
        ]
    }

    /// The bytes `range` of a blob of `total` bytes.
    static func part(_ name: BlobName, _ range: Range<Int>, of total: Int) -> StoreRecord {
        .part(
            BlobPart(
                name: name,
                offset: range.lowerBound,
                totalBytes: total,
                bytes: range.map { UInt8(truncatingIfNeeded: $0 &* 31) }
            )
        )
    }
}
