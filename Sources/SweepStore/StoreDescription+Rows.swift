internal import Digest
internal import SQLite
internal import SweepModel

extension StoreDescription {
    /// Writes the description of a new store.
    func insert(into database: SQLiteDatabase) throws {
        try database.statement("INSERT INTO meta (id, dataset, build, core) VALUES (1, ?, ?, ?)")
            .run([.bytes(dataset.bytes), .text(build), .text(core)])
        try database.statement(
            """
            INSERT INTO revision (id, spec, spec_hash, run_count, run_order)
            VALUES (1, ?, ?, ?, ?)
            """
        ).run([
            .text(spec), .bytes(specHash.bytes), SQLiteValue(runCount), .text(order.rawValue),
        ])
    }

    /// Reads the description of a store.
    static func fetch(from database: SQLiteDatabase) throws -> StoreDescription {
        let statement = try database.statement(
            """
            SELECT spec, spec_hash, run_order, dataset, run_count, build, core
            FROM meta, revision ORDER BY revision.id DESC LIMIT 1
            """
        )
        let description = try statement.first { try StoreDescription($0) }
        guard let description else { throw StoredValueError(column: "meta", value: "no row") }
        return description
    }

    private init(_ row: SQLiteRow) throws {
        self.init(
            spec: try row.words(verbatim: 0),
            specHash: try row.digest(1),
            order: try row.name(2),
            dataset: try row.digest(3),
            runCount: try row.count(4),
            build: try row.words(verbatim: 5),
            core: try row.words(verbatim: 6)
        )
    }
}
