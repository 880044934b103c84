import SweepModel
import SweepStore
import Testing
import TrainingModel

/// What is kept of the looks at test samples.
struct TestLookTests {
    private let first = TestLook(revision: 1, leader: 2, baseline: 0)
    private let second = TestLook(revision: 1, leader: 2, baseline: 1)

    @Test func `each look is kept once, in the order in which they were made`() throws {
        let directory = try RunDirectory()
        let store = try directory.create()
        for look in [first, second, first] { try store.commit(look: look) }
        let archive = try SweepArchive(opening: directory.path)
        #expect(try archive.testRecord() == TestRecord(looks: [first, second]))
        #expect(archive.description.revision == 1)
    }

    @Test func `numbers are kept bit for bit, and what is stored of a run stays`() throws {
        let directory = try RunDirectory()
        let store = try directory.create()
        let runs = [
            TestedRun(run: RunID(3), loss: 0.1, accuracy: 1),
            TestedRun(run: RunID(1), loss: .leastNonzeroMagnitude, accuracy: 1 / 3),
            TestedRun(run: RunID(2), loss: nil, accuracy: 0),
            TestedRun(run: RunID(0), loss: nil, accuracy: nil),
        ]
        try store.commit(look: first)
        try store.commit(tested: runs)
        try store.commit(tested: [TestedRun(run: RunID(3), loss: 9, accuracy: 0)])
        let record = try SweepArchive(opening: directory.path).testRecord()
        #expect(record == TestRecord(looks: [first], runs: runs))
    }

    @Test func `a look is there after a crash before its numbers`() throws {
        let directory = try RunDirectory()
        let store = try directory.create()
        try store.commit(look: first)
        let copy = try directory.copyAsAfterCrash()
        try store.commit(tested: [TestedRun(run: RunID(0), loss: 1, accuracy: 1)])
        #expect(try SweepArchive(opening: copy.path).testRecord() == TestRecord(looks: [first]))
    }

    @Test func `an ensemble is kept with its look, and its numbers bit for bit`() throws {
        let directory = try RunDirectory()
        let store = try directory.create()
        let members = [(7, 3), (2, 1), (5, 28)].map {
            EnsembleMember(run: RunID($0.0), count: $0.1)
        }
        let look = TestLook(revision: 1, leader: 2, baseline: 0, members: members)
        let ensemble = TestedEnsemble(
            singleLoss: 0.1,
            singleCorrectCount: 7,
            loss: .leastNonzeroMagnitude,
            correctCount: 0
        )
        let other = TestedEnsemble(singleLoss: 1, singleCorrectCount: 1, loss: 1, correctCount: 1)
        // The same settings with another ensemble are another look.
        for look in [first, look, look] { try store.commit(look: look) }
        let copy = try directory.copyAsAfterCrash()
        try store.commit(ensemble: ensemble, of: look)
        try store.commit(ensemble: other, of: look)
        let archive = try SweepArchive(opening: directory.path)
        #expect(
            try archive.testRecord()
                == TestRecord(looks: [first, look], ensembles: [look: ensemble])
        )
        #expect(
            try SweepArchive(opening: copy.path).testRecord() == TestRecord(looks: [first, look])
        )
    }

    @Test func `there is a limit to looks, beyond which nothing is stored`() throws {
        let directory = try RunDirectory()
        let store = try directory.create()
        for baseline in 0..<Limits.testLooks {
            try store.commit(look: TestLook(revision: 1, leader: 0, baseline: baseline))
        }
        let error = #expect(throws: StoreError.self) { try store.commit(look: first) }
        #expect(error?.message.contains("looked at 1000 times, which is the limit") == true)
    }
}
