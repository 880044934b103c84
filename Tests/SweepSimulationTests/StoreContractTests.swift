internal import Digest
internal import SweepModel
internal import SweepSimulation
internal import SweepStore
internal import SweepTesting
internal import Testing
internal import TrainingModel

/// What every store of a sweep does, the real one and the one that the simulation plays with.
struct StoreContractTests {
    /// One of the stores.
    enum Kind: String, CaseIterable, Codable {
        case real
        case modelled
    }

    /// A list of batches, and whether the store takes the last of them.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let batches: [[StoreRecord]]
        var isTaken = true

        var testDescription: String { name }
    }

    private final class Stores {
        private let scratch: Scratch
        let storage: any SweepStorage

        init(_ kind: Kind) throws {
            scratch = try Scratch()
            switch kind {
            case .modelled: storage = StoreModel()
            case .real:
                let description = StoreDescription(
                    spec: "name: test\n",
                    specHash: Digest(sha256: [1]),
                    dataset: Digest(sha256: [2]),
                    runCount: 32,
                    build: "test",
                    core: "core"
                )
                let lock = try RunDirectoryLock(directory: scratch.path())
                storage = try SweepStore(creating: description, holding: lock)
            }
        }
    }

    private static let pack = PackID(1)
    private static func id(_ number: UInt32) -> AttemptID {
        AttemptID(pack: pack, number: AttemptNumber(number))
    }

    private static func block(_ epochs: Range<Int>, value: Float = 0.5) -> EpochBlock {
        EpochBlock(
            metrics: Metric.standard,
            firstEpoch: epochs.lowerBound,
            epochCount: epochs.count,
            runCount: 2,
            values: [Float](repeating: value, count: 2 * epochs.count * Metric.standard.count)
        )
    }

    private static func part(_ name: BlobName, _ bytes: [UInt8], at offset: Int = 0) -> BlobPart {
        BlobPart(name: name, offset: offset, totalBytes: 4, bytes: bytes)
    }

    private static func lease(
        _ number: UInt32,
        from base: CheckpointReference? = nil
    )
        -> StoreRecord
    {
        .attempt(id(number), worker: "worker", base: base)
    }

    private static let open: [StoreRecord] = [
        .started(Incarnation(1)), .pack(pack, RunRange(first: 0, count: 2)), lease(1),
    ]

    private static let checkpoint = CheckpointReference(attempt: id(1), epoch: 2, totalBytes: 4)

    private static let saved: [StoreRecord] =
        open + [
            .epochs(id(1), block(0..<2)), .part(part(.checkpoint(id(1), epoch: 2), [1, 2, 3, 4])),
        ]

    private static let finished: [StoreRecord] = [
        .epochs(id(1), block(0..<2)), .part(part(.parameters(id(1)), [1, 2, 3, 4])),
        .result(id(1), [.finished, .diverged(epoch: 1)]),
    ]

    static let cases: [Case] = [
        Case(name: "a new sweep", batches: [[.started(Incarnation(1))]]),
        Case(name: "a lease", batches: [open]),
        Case(name: "each state", batches: SweepState.allCases.map { [.state($0)] }),
        Case(
            name: "workers that were asked to leave, twice",
            batches: [
                [.drained(WorkerID(.max)), .drained(WorkerID(1))],
                [.drained(WorkerID(1)), .drained(WorkerID(1 << 63))],
            ]
        ),
        Case(name: "a lease that ended", batches: [open, [.attemptEnded(id(1), .lost)]]),
        Case(
            name: "a lease that ended twice",
            batches: [
                open, [.attemptEnded(id(1), .lost), .attemptEnded(id(1), .stalled)],
            ]
        ),
        Case(
            name: "a lease that runs again",
            batches: [
                open, [.attemptEnded(id(1), .lost)], [.attemptRevived(id(1))],
            ]
        ),
        Case(
            name: "epochs with a gap",
            batches: [
                open, [.epochs(id(1), block(0..<1)), .epochs(id(1), block(2..<3))],
            ]
        ),
        Case(
            name: "epochs that come twice, with other bits",
            batches: [
                open, [.epochs(id(1), block(0..<1))], [.epochs(id(1), block(0..<1, value: 0.25))],
            ]
        ),
        Case(
            name: "a checkpoint whose second half comes first",
            batches: [
                open,
                [
                    .epochs(id(1), block(0..<2)),
                    .part(part(.checkpoint(id(1), epoch: 2), [3, 4], at: 2)),
                ],
                [.part(part(.checkpoint(id(1), epoch: 2), [1, 2]))],
            ]
        ),
        Case(
            name: "a lease that goes on from a checkpoint",
            batches: [
                saved, [.attemptEnded(id(1), .lost), lease(2, from: checkpoint)],
                [.epochs(id(2), block(2..<3))],
            ]
        ),
        // The newer checkpoint of a lease that runs again must not take away what another needs.
        Case(
            name: "a newer checkpoint while a later lease needs the older one",
            batches: [
                saved, [.attemptEnded(id(1), .lost), lease(2, from: checkpoint)],
                [.attemptRevived(id(1)), .epochs(id(1), block(2..<3))],
                [.part(part(.checkpoint(id(1), epoch: 3), [5, 6, 7, 8]))],
            ]
        ),
        Case(
            name: "a newer checkpoint after the later lease has ended, then runs again",
            batches: [
                saved, [.attemptEnded(id(1), .lost), lease(2, from: checkpoint)],
                [.attemptEnded(id(2), .lost)], [.attemptRevived(id(2))],
                [.epochs(id(1), block(2..<3))],
                [.part(part(.checkpoint(id(1), epoch: 3), [5, 6, 7, 8]))],
            ]
        ),
        Case(name: "a result", batches: [open, finished]),
        Case(
            name: "a result that comes twice, then another",
            batches: [
                open, finished, [.result(id(1), [.finished, .diverged(epoch: 1)])],
                [.result(id(1), [.finished, .finished])],
            ]
        ),
        Case(
            name: "a pack that was split",
            batches: [
                open, [.attemptEnded(id(1), .lost), .split(pack)],
                [.pack(PackID(2), RunRange(first: 0, count: 1))],
            ]
        ),
        Case(
            name: "a pack that failed and is cut anew",
            batches: [
                open, [.failed(pack, reason: "no memory")],
                [.split(pack), .pack(PackID(2), RunRange(first: 0, count: 2))],
            ]
        ),
        Case(
            name: "a pack that is finished and split",
            batches: [
                open, finished, [.split(pack)],
            ],
            isTaken: false
        ),
        Case(name: "a lease of no pack", batches: [[lease(1)]], isTaken: false),
        Case(
            name: "epochs of no lease",
            batches: [
                [.started(Incarnation(1)), .epochs(id(1), block(0..<1))]
            ],
            isTaken: false
        ),
        Case(
            name: "a lease with a number that is taken",
            batches: [open, [lease(1)]],
            isTaken: false
        ),
    ]

    /// Method: the same batches go to both stores, which must answer the same.
    ///
    /// What they would recover is compared after each batch, and whether they take the last one.
    @Test(arguments: cases)
    func `both stores say the same`(test: Case) throws {
        let stores = try Kind.allCases.map { try Stores($0) }
        for (index, batch) in test.batches.enumerated() {
            let isTaken = test.isTaken || index < test.batches.count - 1
            var anomalies: [Int] = []
            for store in stores {
                do {
                    guard case .committed(let found) = try store.storage.commit(batch) else {
                        Issue.record("there is room")
                        return
                    }
                    anomalies.append(found.count)
                    #expect(isTaken)
                } catch {
                    #expect(!isTaken, "\(error)")
                }
            }
            #expect(Set(anomalies).count <= 1, "\(anomalies) anomalies in batch \(index)")
            // A store that has failed is not asked any more: its process ends.
            guard isTaken else { return }
            let recovered = try stores.map { try $0.storage.recover() }
            #expect(recovered[0] == recovered[1], "after batch \(index)")
            for name in Self.blobs {
                let parts = try stores.map { try $0.storage.part(of: name, offset: 1) }
                #expect(parts[0] == parts[1], "\(name) after batch \(index)")
            }
        }
    }

    private static let blobs: [BlobName] = [
        .parameters(id(1)), .checkpoint(id(1), epoch: 2), .checkpoint(id(1), epoch: 3),
    ]

    /// Method: a simulated sweep tells the real store everything that it tells its model, and
    /// compares what both would recover, after each commit and at each restart.
    @Test(arguments: 0..<UInt64(40))
    func `a simulated sweep is stored by the real store as by its model`(seed: UInt64) throws {
        let real = try Stores(.real)
        let report = Simulation(seed: seed).run(mirroring: real.storage)
        if let failure = report.failure { Issue.record("\(failure)") }
    }
}
