internal import SweepCoordination
internal import SweepModel
internal import SweepTesting
internal import SweepWorker
internal import Testing
internal import TrainingModel

/// What waits on disk until the coordinator has room.
struct ReportSpoolTests {
    private static let id = AttemptID(pack: PackID(3), number: .first)

    /// One report of each kind, with numbers that a careless copy would change.
    private static let reports: [SlotReport] = [
        .trained(
            id,
            EpochBlock(
                metrics: Metric.standard,
                firstEpoch: 7,
                epochCount: 1,
                runCount: 2,
                values: [.nan, -0.0, .infinity, .leastNonzeroMagnitude, 0.1, 2, 3, 4]
            )
        ),
        .saved(id, epoch: 8, bytes: [1, 2, 3, 250]),
        .saved(id, epoch: 9, bytes: []),
        .failed(id, reason: "no memory"),
        .finished(id, [.finished, .diverged(epoch: 2)], parameters: [9, 8, 7]),
    ]

    private func drained(_ spool: ReportSpool) throws -> [SlotReport] {
        var reports: [SlotReport] = []
        while let report = try spool.next() { reports.append(report) }
        return reports
    }

    @Test(arguments: [0, 10, 1 << 20])
    func `reports come out as they went in, whether they fit the disk or not`(limit: Int) throws {
        let spool = ReportSpool(folder: "/tmp", limitBytes: limit)
        for _ in 0..<2 {
            for report in Self.reports { spool.append(report) }
            #expect(!spool.isEmpty)
            #expect(try drained(spool) == Self.reports)
            #expect(spool.isEmpty)
        }
    }

    @Test func `a spool is full at its limit, until all of it was read`() throws {
        let spool = ReportSpool(folder: "/tmp", limitBytes: 10)
        #expect(!spool.isFull)
        for _ in 0..<3 { spool.append(.saved(Self.id, epoch: 1, bytes: [1, 2, 3, 4])) }
        #expect(spool.isFull)
        _ = try spool.next()
        #expect(spool.isFull)
        _ = try drained(spool)
        #expect(!spool.isFull)
    }

    @Test func `a folder that takes no files makes the spool full, and loses nothing`() throws {
        let spool = ReportSpool(folder: "/none", limitBytes: 1 << 20)
        for report in Self.reports { spool.append(report) }
        #expect(spool.isFull)
        let message = try #require(spool.failure).description
        #expect(
            message.hasPrefix(
                "/none: the file for results that are not stored yet cannot be made: "
            )
        )
        #expect(try drained(spool) == Self.reports)
    }

    @Test func `the file has no name`() throws {
        let scratch = try Scratch()
        let spool = ReportSpool(folder: scratch.path(), limitBytes: 1 << 20)
        spool.append(Self.reports[0])
        #expect(!spool.isFull)
        #expect(try scratch.names() == [])
    }
}
