internal import Digest
internal import Foundation
internal import GRDB
internal import SweepModel

extension StoreDescription {
    /// Writes the description of a new store.
    func insert(into database: Database) throws {
        try database.execute(
            sql: "INSERT INTO meta (id, dataset, build, core) VALUES (1, ?, ?, ?)",
            arguments: [Data(dataset.bytes), build, core]
        )
        try database.execute(
            sql: """
                INSERT INTO revision (id, spec, spec_hash, run_count, run_order)
                VALUES (1, ?, ?, ?, ?)
                """,
            arguments: [spec, Data(specHash.bytes), runCount, order.rawValue]
        )
    }

    /// Reads the description of a store.
    static func fetch(from database: Database) throws -> StoreDescription {
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT spec, spec_hash, run_order, dataset, run_count, build, core
                FROM meta, revision ORDER BY revision.id DESC LIMIT 1
                """
        )
        guard let row else { throw StoredValueError(column: "meta", value: "no row") }
        return StoreDescription(
            spec: try row.text(0),
            specHash: try row.digest(1),
            order: try row.name(2),
            dataset: try row.digest(3),
            runCount: try row.count(4),
            build: try row.text(5),
            core: try row.text(6)
        )
    }
}
