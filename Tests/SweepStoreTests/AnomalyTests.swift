import SweepModel
import SweepStore
import Testing
import TrainingModel

/// What arrives twice changes nothing; what arrives with other bits is recorded, never taken over.
struct AnomalyTests {
    private static let repetitions: [[StoreRecord]] = [
        [.epochs(.test(1), .test(0..<10))],
        [.part(.parameters(.test(1)), 0..<8, of: 16)],
        [.result(.test(1), [.finished, .diverged(epoch: 1)])],
    ]

    @Test(arguments: repetitions)
    func `the same records again are ignored`(_ records: [StoreRecord]) throws {
        let directory = try RunDirectory()
        defer { withExtendedLifetime(directory) {} }
        let store = try directory.create()
        _ = try store.commit(StoreRecord.leasedPack(1) + records)
        let before = try store.recover()
        #expect(try store.commit(records) == .committed(anomalies: []))
        #expect(try store.recover() == before)
    }

    private static let contradictions: [(first: StoreRecord, second: StoreRecord)] = [
        (.epochs(.test(1), .test(0..<10)), .epochs(.test(1), .test(0..<10, variant: 1))),
        (.epochs(.test(1), .test(0..<10)), .epochs(.test(1), .test(0..<9))),
        (
            .part(.parameters(.test(1)), 0..<8, of: 16),
            .part(.parameters(.test(1)), 0..<8, of: 17)
        ),
        (
            .result(.test(1), [.finished, .finished]),
            .result(.test(1), [.finished, .diverged(epoch: 1)])
        ),
    ]

    @Test(arguments: contradictions)
    func `other bits for the same key are an anomaly and not taken over`(
        _ first: StoreRecord,
        _ second: StoreRecord
    ) throws {
        let directory = try RunDirectory()
        let store = try directory.create()
        _ = try store.commit(StoreRecord.leasedPack(1) + [first])
        let before = try store.recover()
        let outcome = try store.commit([second])
        guard case .committed(let anomalies) = outcome else {
            Issue.record("not committed: \(outcome)")
            return
        }
        #expect(anomalies.map(\.kind) == [.differentBits])
        #expect(anomalies.map(\.attempt) == [.test(1)])
        #expect(try store.recover() == before)
        #expect(try store.commit([first]) == .committed(anomalies: []), "the first is still there")
        #expect(try SweepArchive(opening: directory.path).anomalies() == anomalies)
    }

    @Test func `what a restarted coordinator finds again is recorded once`() throws {
        let directory = try RunDirectory()
        let anomaly = Anomaly(kind: .otherBuild, attempt: nil, detail: "builds 1 and 2")
        let store = try directory.create()
        for _ in 0..<2 {
            #expect(try store.commit([.anomaly(anomaly)]) == .committed(anomalies: []))
        }
        #expect(try SweepArchive(opening: directory.path).anomalies() == [anomaly])
    }

    @Test func `a result of a failed pack is an anomaly`() throws {
        let directory = try RunDirectory()
        defer { withExtendedLifetime(directory) {} }
        let store = try directory.create()
        _ = try store.commit(StoreRecord.leasedPack(1) + [.failed(PackID(1), reason: "killed")])
        let outcome = try store.commit([.result(.test(1), [.finished, .finished])])
        guard case .committed(let anomalies) = outcome else {
            Issue.record("not committed: \(outcome)")
            return
        }
        #expect(anomalies.map(\.attempt) == [.test(1)])
        #expect(try store.recover().packs.map(\.state) == [.failed(reason: "killed")])
    }

    @Test func `attempts that disagree with the winner are anomalies`() throws {
        let directory = try RunDirectory()
        defer { withExtendedLifetime(directory) {} }
        let store = try directory.create()
        _ = try store.commit(
            StoreRecord.leasedPack(1) + [
                .epochs(.test(1), .test(0..<4)), .epochs(.test(1), .test(4..<8, variant: 1)),
                .attempt(.test(1, 2), worker: "same bits", base: nil),
                .epochs(.test(1, 2), .test(0..<5)),
                .attempt(.test(1, 3), worker: "winner", base: nil),
                .epochs(.test(1, 3), .test(0..<10)),
            ]
        )
        let outcome = try store.commit([.result(.test(1, 3), [.finished, .finished])])
        guard case .committed(let anomalies) = outcome else {
            Issue.record("not committed: \(outcome)")
            return
        }
        #expect(anomalies.map(\.attempt) == [.test(1)])
        #expect(anomalies.first?.detail.contains("epoch 4 of lane 0") == true)
    }

    @Test func `anomalies of the coordinator are kept in order`() throws {
        let directory = try RunDirectory()
        let store = try directory.create()
        let anomalies = [
            Anomaly(kind: .protocolViolation, attempt: nil, detail: "a peer sent 3 bytes"),
            Anomaly(kind: .protocolViolation, attempt: .test(7, 2), detail: "unknown attempt"),
        ]
        #expect(try store.commit(anomalies.map { .anomaly($0) }) == .committed(anomalies: []))
        #expect(try SweepArchive(opening: directory.path).anomalies() == anomalies)
    }
}
