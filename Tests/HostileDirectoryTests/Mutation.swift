import Foundation
import SQLite
import SweepTesting
import TrainingModel

/// A random change to a store; a seed makes the same one each time.
struct Mutation {
    /// Where the change is made.
    enum Level: CaseIterable {
        /// Values, rows that are missing, and rows that are there twice.
        case rows

        /// Tables, indexes, views, triggers and the numbers in the header.
        case schema

        /// Bytes and whole pages of the file.
        case bytes

        /// Bytes of a log or a journal beside the file.
        case sideFiles
    }

    private static let tables: [(name: String, columns: [String])] = [
        ("meta", ["id", "dataset", "build", "core", "incarnation", "state"]),
        ("revision", ["id", "spec", "spec_hash", "run_count", "run_order"]),
        ("pack", ["id", "first_run", "run_count", "state", "winner", "reason"]),
        ("outcome", ["pack", "lane", "kind", "epoch", "reason"]),
        (
            "attempt",
            ["pack", "number", "worker", "ended", "base_attempt", "base_epoch", "base_bytes"]
        ),
        (
            "epoch_block",
            ["id", "pack", "attempt", "first_epoch", "epoch_count", "metrics", "metric_ids"]
        ),
        ("blob_part", ["id", "pack", "attempt", "epoch", "byte_offset", "total_bytes", "bytes"]),
        ("anomaly", ["id", "kind", "pack", "attempt", "detail"]),
        ("drained", ["worker"]),
        ("loss_scale", ["fold", "guess", "floor"]),
        ("test_look", ["id", "revision", "leader", "baseline"]),
        ("test_run", ["run", "loss", "accuracy"]),
        ("test_member", ["look", "place", "run", "choices"]),
        ("test_ensemble", ["look", "single_loss", "single_correct", "loss", "correct"]),
    ]

    /// Values at the edges of what columns hold, and some that stand in other rows.
    private static let values = [
        "NULL", "0", "1", "2", "3", "5", "-1", "15", "16", "17", "18", "255", "65536", "16777216",
        "2147483647", "2147483648", "4294967295", "4294967296", "4611686018427387904",
        "9223372036854775807", "-9223372036854775808", "''", "x''", "x'00'", "x'01020304'",
        "x'0102030405'", "x'ffffffff'", "zeroblob(192)", "zeroblob(1000000)", "'open'",
        "'finished'",
        "'split'", "'failed'", "'running'", "'done'", "'cancelled'", "'diverged'", "'lost'",
        "'settings'", "'seed-blocks'", "char(0)", "char(27) || '[2J'", "x'7fc00000'",
    ]

    private static let schemaChanges = [
        "PRAGMA user_version = -1", "PRAGMA user_version = 0", "PRAGMA user_version = 1",
        "PRAGMA user_version = 2", "PRAGMA user_version = 2147483647", "PRAGMA application_id = 7",
        "DROP INDEX epoch_block_place", "DROP INDEX blob_part_place", "DROP TABLE TABLE_NAME",
        "ALTER TABLE TABLE_NAME RENAME TO other", "ALTER TABLE TABLE_NAME ADD COLUMN more TEXT",
        "ALTER TABLE TABLE_NAME RENAME COLUMN COLUMN_NAME TO other",
        "CREATE TABLE more AS SELECT * FROM TABLE_NAME", "CREATE VIEW more AS SELECT * FROM more",
        "CREATE INDEX more ON TABLE_NAME (COLUMN_NAME)",
        "CREATE TRIGGER more AFTER UPDATE ON TABLE_NAME BEGIN DELETE FROM pack; END",
        "ALTER TABLE TABLE_NAME RENAME TO other; CREATE VIEW TABLE_NAME AS SELECT * FROM other",
        """
        DROP TABLE TABLE_NAME; CREATE VIEW TABLE_NAME AS WITH RECURSIVE n(COLUMN_NAME) AS
            (SELECT 1 UNION ALL SELECT 1 + COLUMN_NAME FROM n) SELECT * FROM n
        """,
        "PRAGMA auto_vacuum = FULL; VACUUM", "PRAGMA page_size = 512; VACUUM", "VACUUM",
        "PRAGMA encoding = 'UTF-16le'", "ANALYZE",
    ]

    private static let pageSize = 4_096

    private var random: SplitMix64

    /// Where the change is made.
    let level: Level

    /// The change that `seed` makes.
    init(seed: UInt64) {
        random = SplitMix64(seed: seed)
        level = random.element(of: [.rows, .rows, .rows, .schema, .bytes, .bytes, .sideFiles])
    }

    /// Changes the store at `path`; what SQLite itself refuses changes nothing.
    mutating func apply(to path: String) throws {
        switch level {
        case .rows, .schema:
            let database = try SQLiteDatabase(path: path)
            try database.execute("PRAGMA ignore_check_constraints = ON")
            for _ in 0..<random.integer(1...3) {
                let script = level == .rows ? rowChange() : schemaChange()
                do { try database.execute(script) } catch is SQLiteError {}
            }
            try database.close()
        case .bytes:
            let url = URL(fileURLWithPath: path)
            try Data(changed([UInt8](try Data(contentsOf: url)))).write(to: url)
        case .sideFiles:
            let suffix = random.element(of: ["-wal", "-shm", "-journal"])
            let content = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
            try Data(sideFile(suffix, content)).write(to: URL(fileURLWithPath: path + suffix))
        }
    }

    private mutating func rowChange() -> String {
        let (table, columns) = random.element(of: Self.tables)
        let column = random.element(of: columns)
        let place = "(SELECT rowid FROM \(table) ORDER BY random() LIMIT 1)"
        let isKeyed = ["outcome", "attempt"].contains(table)
        let row = isKeyed ? "pack % 2 = \(random.next() % 2)" : "rowid = \(place)"
        let value = random.element(
            of: [
                random.element(of: Self.values), "\(column) + 1", "\(column) - 1", "\(column) * 2",
            ]
        )
        switch random.next() % 8 {
        case 0: return "DELETE FROM \(table) WHERE \(row)"
        case 1:
            let list = columns.map { $0 == column ? value : $0 }.joined(separator: ", ")
            let names = columns.joined(separator: ", ")
            return "INSERT OR REPLACE INTO \(table) (\(names)) SELECT \(list) FROM \(table)"
        case 2: return "UPDATE OR REPLACE \(table) SET \(column) = \(value)"
        default: return "UPDATE OR REPLACE \(table) SET \(column) = \(value) WHERE \(row)"
        }
    }

    private mutating func schemaChange() -> String {
        let (table, columns) = random.element(of: Self.tables)
        return random.element(of: Self.schemaChanges)
            .replacing("TABLE_NAME", with: table)
            .replacing("COLUMN_NAME", with: random.element(of: columns))
    }

    private mutating func changed(_ content: [UInt8]) -> [UInt8] {
        var content = content
        let pageCount = max(1, content.count / Self.pageSize)
        for _ in 0..<random.integer(1...4) where !content.isEmpty {
            switch random.next() % 6 {
            case 0:
                // One page in the place of another: trees become circles.
                let (from, to) = (
                    random.integer(0...pageCount - 1), random.integer(0...pageCount - 1)
                )
                guard (max(from, to) + 1) * Self.pageSize <= content.count else { continue }
                let page = content[from * Self.pageSize..<(from + 1) * Self.pageSize]
                content.replaceSubrange(to * Self.pageSize..<(to + 1) * Self.pageSize, with: page)
            case 1: content.removeLast(random.integer(0...content.count / 8))
            case 2:
                // The head of a page, where its kind and its cells' places stand.
                let start = random.integer(0...pageCount - 1) * Self.pageSize
                let index = min(content.count - 1, start + random.integer(0...24))
                content[index] = UInt8.random(in: 0...255, using: &random)
            default:
                let index = Int.random(in: content.indices, using: &random)
                content[index] = random.element(of: [0, 1, 0x7F, 0x80, 0xFF, content[index] ^ 1])
            }
        }
        return content
    }

    private mutating func sideFile(_ suffix: String, _ content: [UInt8]) -> [UInt8] {
        let heads: [[UInt8]] = [
            [0x37, 0x7f, 0x06, 0x82, 0x00, 0x2d, 0xe2, 0x18, 0x00, 0x00, 0x10, 0x00],
            [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7, 0x00, 0x00, 0x00, 0x01],
        ]
        let head = random.element(of: heads)
        let pages = content.prefix(random.integer(0...8) * Self.pageSize)
        let tail = random.integer(0...1) == 0 ? [] : Array("../neighbour".utf8) + heads[1].prefix(8)
        return head + random.bytes(count: random.integer(0...64)) + pages + tail
    }
}
