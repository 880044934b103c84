import Digest
import Foundation
import SweepModel
import SweepSpecReader
import SweepStore
import SweepTesting
import TrainingModel

/// A run directory as a coordinator leaves it in the middle of a sweep.
///
/// It has what a store can hold: a pack that a second attempt finished from the first one's
/// checkpoint, a split pack with a failed and a finished part, an open pack with a checkpoint, and
/// runs that are in no pack yet; and, though none has such a thing that early, a look at the test
/// samples.
final class SmallSweep {
    /// Two batch sizes on two folds make four groups of 18 runs.
    static let spec = SweepSpec(
        name: "small",
        dataset: .spiral(SpiralSource()),
        split: .folds(count: 2, SplitDraw()),
        epochs: 6,
        shuffle: false,
        axes: SweepAxes([.momentum: [0, 0.5], .batch: [100, 300], .layers: [[2, 3, 3]]]),
        seeds: .paired([1, 2, 3, 4, 5, 6, 7, 8, 9])
    )

    static let plan = SweepPlan(spec)

    private let scratch: Scratch

    /// Makes the directory beside a file that nobody may touch.
    init() throws {
        scratch = try Scratch()
        _ = try scratch.write("kept", to: "neighbour")
        try FileManager.default.createDirectory(
            atPath: path,
            withIntermediateDirectories: false
        )
        let text = SpecWriter.text(of: Self.spec)
        let description = StoreDescription(
            spec: text,
            specHash: Digest(sha256: text),
            dataset: Digest(sha256: "samples"),
            runCount: Self.plan.runCount,
            lossScales: [(1.0986, 0.0011), (1, 0.001)].compactMap(LossScale.init),
            build: "test",
            core: "core-1"
        )
        let store = try SweepStore(
            creating: description,
            holding: RunDirectoryLock(directory: path)
        )
        for batch in Self.batches { _ = try store.commit(batch) }
        let members = [EnsembleMember(run: RunID(0), count: 2)]
        let look = TestLook(revision: 1, leader: 0, baseline: 1, members: members)
        try store.commit(look: look)
        let ensemble = TestedEnsemble(
            singleLoss: 0.5,
            singleCorrectCount: 3,
            loss: 0.25,
            correctCount: 4
        )
        try store.commit(ensemble: ensemble, of: look)
        try store.commit(tested: [TestedRun(run: RunID(0), loss: 0.5, accuracy: nil)])
        try store.close()
    }

    var path: String { scratch.path("run") }

    var storePath: String { path + "/sweep.sqlite" }

    /// Whether only the run directory was touched.
    func isAlone() throws -> Bool {
        try scratch.names() == ["neighbour", "run"] && scratch.text("neighbour") == "kept"
    }

    private static var batches: [[StoreRecord]] {
        let first = plan.groups[0].firstNumber
        let second = plan.groups[1].firstNumber
        return [
            [.started(Incarnation(1))],
            [.pack(PackID(1), RunRange(first: first, count: 16))] + lease(1, 1),
            [
                .epochs(id(1, 1), block(0..<4, runs: 16)),
                .part(part(.checkpoint(id(1, 1), epoch: 3), bytes: 40)),
                .attemptEnded(id(1, 1), .lost),
            ],
            lease(1, 2, CheckpointReference(attempt: id(1, 1), epoch: 3, totalBytes: 40)),
            [.epochs(id(1, 2), block(3..<6, runs: 16)), .part(parameters(id(1, 2), runs: 16))],
            [.result(id(1, 2), [.diverged(epoch: 4)] + many(.finished, 15))],
            [.pack(PackID(2), RunRange(first: first + 16, count: 2))] + lease(2, 1),
            [
                .attemptEnded(id(2, 1), .refused), .split(PackID(2)),
                .pack(PackID(3), RunRange(first: first + 16, count: 1)),
                .pack(PackID(4), RunRange(first: first + 17, count: 1)),
            ],
            lease(3, 1) + [.attemptEnded(id(3, 1), .refused), .failed(PackID(3), reason: "no")],
            lease(4, 1) + [.epochs(id(4, 1), block(0..<2, runs: 1))],
            [.part(parameters(id(4, 1), runs: 1)), .result(id(4, 1), [.diverged(epoch: 1)])],
            [.pack(PackID(5), RunRange(first: second, count: 10))] + lease(5, 1),
            [
                .epochs(id(5, 1), block(0..<2, runs: 10)),
                .epochs(id(5, 1), block(2..<3, runs: 10)),
                .part(part(.checkpoint(id(5, 1), epoch: 2), bytes: 30)),
                .anomaly(Anomaly(kind: .otherBuild, attempt: id(5, 1), detail: "another build")),
                .drained(WorkerID(7)),
            ],
        ]
    }

    private static func id(_ pack: UInt64, _ number: UInt32) -> AttemptID {
        AttemptID(pack: PackID(pack), number: AttemptNumber(number))
    }

    private static func lease(
        _ pack: UInt64,
        _ number: UInt32,
        _ base: CheckpointReference? = nil
    ) -> [StoreRecord] {
        [.attempt(id(pack, number), worker: "host/\(number)", base: base)]
    }

    private static func many(_ outcome: RunOutcome, _ count: Int) -> [RunOutcome] {
        [RunOutcome](repeating: outcome, count: count)
    }

    /// The same numbers for an epoch whichever block it comes in.
    private static func block(_ epochs: Range<Int>, runs: Int) -> EpochBlock {
        var values: [Float] = []
        for lane in 0..<runs {
            for metric in spec.recordedMetrics.indices {
                for epoch in epochs {
                    values.append(Float(1 + lane + metric) / Float(8 * (epoch + 1)))
                }
            }
        }
        return EpochBlock(
            metrics: spec.recordedMetrics,
            firstEpoch: epochs.lowerBound,
            epochCount: epochs.count,
            runCount: runs,
            values: values
        )
    }

    private static func part(_ name: BlobName, bytes count: Int) -> BlobPart {
        BlobPart(
            name: name,
            offset: 0,
            totalBytes: count,
            bytes: [UInt8](repeating: 1, count: count)
        )
    }

    private static func parameters(_ id: AttemptID, runs: Int) -> BlobPart {
        let count = plan.groups[0].shape.parameterCount * LittleEndian.floatSizeBytes
        return part(.parameters(id), bytes: runs * count)
    }
}
