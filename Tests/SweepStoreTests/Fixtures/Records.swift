import SweepModel
import Testing
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

extension SweepSpec {
    /// Two batch sizes that alternate in the plan's order, so that two groups do.
    static let test = SweepSpec(
        name: "test",
        dataset: .spiral(SpiralSource()),
        epochs: 50,
        shuffle: false,
        axes: SweepAxes([.momentum: [0, 0.5, 0.9], .batch: [10, 20], .layers: [[2, 3, 3]]]),
        seeds: .paired([1, 2, 3, 4, 5])
    )
}

/// What a run is expected to look like, put together without the store.
struct ExpectedRun {
    var outcome: RunOutcome?

    /// For each metric, bits of the values of all epochs.
    var columns = [[UInt32]](repeating: [], count: Metric.standard.count)

    var parameters: [Float] = []

    var hasFailed: Bool {
        if case .failed = outcome { true } else { false }
    }

    func expectEqual(to result: RunResult) {
        #expect(result.outcome == outcome, "run \(result.run.id)")
        #expect(result.parameters == parameters, "run \(result.run.id)")
        for (metric, column) in zip(Metric.standard, columns) {
            #expect(result.curve[metric].map(\.bitPattern) == column, "run \(result.run.id)")
        }
    }
}
