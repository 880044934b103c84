import Foundation
import Glibc
import SQLite
import SweepModel
import SweepStore
import Testing
import TrainingModel

/// A file that is not a whole store of this program is refused by name and left as it is.
struct DamageTests {
    /// Both ways in: to go on with a sweep and to read it.
    private static let openings: [@Sendable (RunDirectory) throws -> Void] = [
        { _ = try $0.open() }, { _ = try SweepArchive(opening: $0.path) },
    ]

    private func expectRefusal(
        _ directory: RunDirectory,
        _ code: StoreError.Code,
        _ comment: Comment
    ) throws {
        let url = URL(fileURLWithPath: directory.storePath)
        let before =
            FileManager.default.fileExists(atPath: url.path) ? try Data(contentsOf: url) : nil
        for opening in Self.openings {
            let error = #expect(throws: StoreError.self, comment) { try opening(directory) }
            #expect(error?.code == code, comment)
            #expect(error?.message.contains(directory.storePath) == true, comment)
        }
        let exists = FileManager.default.fileExists(atPath: url.path)
        #expect(try (exists ? Data(contentsOf: url) : nil) == before, comment)
    }

    private static let contents: [(content: String, code: StoreError.Code)] = [
        ("", .damaged), ("x", .foreign), ("name: notebook\n", .foreign),
        (String(repeating: "text ", count: 2_000), .foreign),
    ]

    @Test(arguments: contents)
    func `a file that is no database is refused`(
        _ content: String,
        _ code: StoreError.Code
    ) throws {
        let directory = try RunDirectory()
        try Data(content.utf8).write(to: URL(fileURLWithPath: directory.storePath))
        try expectRefusal(directory, code, "\(content.count) bytes")
    }

    /// A run directory from elsewhere must not make this program write into another one.
    @Test func `a link to a whole store is refused`() throws {
        let other = try RunDirectory()
        _ = try other.create()
        let directory = try RunDirectory()
        symlink(other.storePath, directory.storePath)
        try expectRefusal(directory, .damaged, "a link")
    }

    @Test func `a missing file is refused and not made`() throws {
        try expectRefusal(RunDirectory(), .missing, "no file")
    }

    @Test func `another program's database is refused`() throws {
        let directory = try RunDirectory()
        let database = try SQLiteDatabase(path: directory.storePath)
        try database.execute("CREATE TABLE meta (id INTEGER)")
        try database.close()
        try expectRefusal(directory, .foreign, "another program's")
    }

    @Test func `a newer program's store is refused`() throws {
        let directory = try RunDirectory()
        try directory.create().close()
        let database = try SQLiteDatabase(path: directory.storePath)
        try database.execute("PRAGMA user_version = \(StoreSchema.version + 1)")
        try database.close()
        try expectRefusal(directory, .newerSchema, "newer")
    }

    @Test(arguments: [0, -1])
    func `a version that no program has written is damage`(_ version: Int) throws {
        let directory = try RunDirectory()
        try directory.create().close()
        let database = try SQLiteDatabase(path: directory.storePath)
        try database.execute("PRAGMA user_version = \(version)")
        try database.close()
        try expectRefusal(directory, .damaged, "version \(version)")
    }

    /// Method: the closed file is cut at many lengths.
    @Test func `a file cut at any byte is refused`() throws {
        let directory = try filledDirectory()
        let size = try Data(contentsOf: URL(fileURLWithPath: directory.storePath)).count
        for length in [1, 99, 100, 4_095] + Array(stride(from: 4_096, to: size, by: size / 23))
            + [size - 1]
        {
            let copy = try RunDirectory()
            try RunDirectory.write(prefix: length, of: directory.storePath, to: copy.storePath)
            let error = #expect(throws: StoreError.self) { _ = try copy.open() }
            let code = try #require(error?.code)
            #expect([.damaged, .foreign].contains(code), "cut at byte \(length)")
            #expect(error?.message.contains(copy.storePath) == true)
        }
    }

    /// Method: pages are overwritten one at a time; reading may fail, but must not trap.
    @Test func `a file with an overwritten page is refused or reads as an error`() throws {
        let directory = try filledDirectory()
        let plan = SweepPlan(.test)
        let whole = try Data(contentsOf: URL(fileURLWithPath: directory.storePath))
        for page in 1..<whole.count / 4_096 {
            var content = whole
            content.replaceSubrange(page * 4_096..<(page + 1) * 4_096, with: Data(count: 4_096))
            let copy = try RunDirectory()
            try content.write(to: URL(fileURLWithPath: copy.storePath))
            do {
                let runs = try SweepArchive(opening: copy.path).uncheckedRuns(of: plan)
                try runs.forEachRun { #expect($0.curve.epochCount <= 50) }
            } catch let error as StoreError {
                #expect(error.code == .damaged, "page \(page): \(error)")
            }
        }
    }

    private func filledDirectory() throws -> RunDirectory {
        let directory = try RunDirectory()
        let runCount = SweepPlan(.test).runCount
        let store = try directory.create(.test(runCount: runCount))
        _ = try store.commit(
            StoreRecord.leasedPack(1, count: 3) + [
                .epochs(.test(1), .test(0..<50, runCount: 3)),
                .result(.test(1), [.finished, .diverged(epoch: 3), .finished]),
            ]
        )
        try store.close()
        return directory
    }
}
