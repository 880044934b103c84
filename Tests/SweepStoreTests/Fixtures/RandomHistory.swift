import SweepModel
import TrainingModel

/// A made-up sweep: the batches that its coordinator commits, and what its runs then look like.
struct RandomHistory {
    private(set) var batches: [[StoreRecord]] = []

    private(set) var expected: [ExpectedRun]

    private let plan: SweepPlan
    private var random: SplitMix64
    private var nextPack = PackID(1)

    init(plan: SweepPlan, seed: Int) {
        self.plan = plan
        random = SplitMix64(seed: UInt64(seed))
        expected = [ExpectedRun](repeating: ExpectedRun(), count: plan.runCount)
        var ranges: [RunRange] = []
        for group in plan.groups {
            var first = group.firstNumber
            while first < group.numbers.upperBound {
                let left = group.numbers.upperBound - first
                let count = min(Int.random(in: 1...9, using: &random), left)
                ranges.append(RunRange(first: first, count: count))
                first += count
            }
        }
        for range in ranges.shuffled(using: &random) { train(range) }
    }

    private mutating func train(_ range: RunRange) {
        let pack = nextPack
        nextPack = nextPack.next
        guard Int.random(in: 0..<8, using: &random) > 0 else { return }
        batches.append([.pack(pack, range)])
        if range.count > 1, Int.random(in: 0..<5, using: &random) == 0 {
            batches.append([.split(pack)])
            train(range.halves.0)
            train(range.halves.1)
            return
        }
        let attempts = UInt32.random(in: 1...3, using: &random)
        var base: CheckpointReference?
        var lanes = [ExpectedRun](repeating: ExpectedRun(), count: range.count)
        for number in 1...attempts {
            let attempt = AttemptID(pack: pack, number: AttemptNumber(number))
            batches.append([.attempt(attempt, worker: "host/\(number)", base: base)])
            base = lease(attempt, from: base, &lanes)
            if number < attempts { batches.append([.attemptEnded(attempt, .lost)]) }
        }
        close(AttemptID(pack: pack, number: AttemptNumber(attempts)), range, &lanes)
    }

    /// Trains some epochs from `base` on, in blocks, and leaves a checkpoint or nothing.
    private mutating func lease(
        _ attempt: AttemptID,
        from base: CheckpointReference?,
        _ lanes: inout [ExpectedRun]
    ) -> CheckpointReference? {
        let start = base?.epoch ?? 0
        for lane in lanes.indices {
            for metric in lanes[lane].columns.indices {
                let column = lanes[lane].columns[metric]
                lanes[lane].columns[metric] = Array(column.prefix(start))
            }
        }
        var epoch = start
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            let end = epoch + Int.random(in: 1...6, using: &random)
            let block = EpochBlock.test(epoch..<end, runCount: lanes.count)
            batches.append([.epochs(attempt, block)])
            for lane in lanes.indices {
                for (index, metric) in Metric.standard.enumerated() {
                    let bits = block.column(metric, lane: lane).map(\.bitPattern)
                    lanes[lane].columns[index] += bits
                }
            }
            epoch = end
        }
        guard epoch > start, Bool.random(using: &random) else { return base }
        let kept = Int.random(in: start + 1...epoch, using: &random)
        let name = BlobName.checkpoint(attempt, epoch: kept)
        batches.append([.part(name, 0..<30, of: 40), .part(name, 30..<40, of: 40)])
        return CheckpointReference(attempt: attempt, epoch: kept, totalBytes: 40)
    }

    private mutating func close(
        _ attempt: AttemptID,
        _ range: RunRange,
        _ lanes: inout [ExpectedRun]
    ) {
        switch Int.random(in: 0..<6, using: &random) {
        case 0: break
        case 1:
            batches.append([.failed(attempt.pack, reason: "killed 3 workers")])
            for lane in lanes.indices { lanes[lane].outcome = .failed(reason: "killed 3 workers") }
        default:
            let outcomes = lanes.indices.map { lane -> RunOutcome in
                switch Int.random(in: 0..<6, using: &random) {
                case 0: .diverged(epoch: lane)
                case 1: .failed(reason: "lane \(lane)")
                default: .finished
                }
            }
            storeParameters(of: attempt, plan.shape(of: range), &lanes)
            batches.append([.result(attempt, outcomes)])
            for (lane, outcome) in outcomes.enumerated() { lanes[lane].outcome = outcome }
        }
        for (run, lane) in zip(plan.runs(in: range), lanes) { expected[run.place] = lane }
    }

    /// Sends parameters in parts that end anywhere, or none.
    private mutating func storeParameters(
        of attempt: AttemptID,
        _ shape: PackShape,
        _ lanes: inout [ExpectedRun]
    ) {
        guard Int.random(in: 0..<4, using: &random) > 0 else { return }
        let count = shape.parameterCount
        var bytes: [UInt8] = []
        for lane in lanes.indices {
            lanes[lane].parameters = (0..<count).map { Float(lane * 1_000 + $0) / 3 }
            for value in lanes[lane].parameters {
                withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes += $0 }
            }
        }
        var offset = 0
        while offset < bytes.count {
            let end = min(offset + Int.random(in: 1...200, using: &random), bytes.count)
            let part = BlobPart(
                name: .parameters(attempt),
                offset: offset,
                totalBytes: bytes.count,
                bytes: Array(bytes[offset..<end])
            )
            batches.append([.part(part)])
            offset = end
        }
    }
}
