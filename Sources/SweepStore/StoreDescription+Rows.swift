internal import Digest
internal import Foundation
internal import GRDB

extension StoreDescription {
    /// Writes the description of a new store.
    func insert(into database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO meta (id, spec, spec_hash, dataset, run_count, build)
                VALUES (1, ?, ?, ?, ?, ?)
                """,
            arguments: [spec, Data(specHash.bytes), Data(dataset.bytes), runCount, build]
        )
    }

    /// Reads the description of a store.
    static func fetch(from database: Database) throws -> StoreDescription {
        let row = try Row.fetchOne(
            database,
            sql: "SELECT spec, spec_hash, dataset, run_count, build FROM meta"
        )
        guard let row else { throw StoredValueError(column: "meta", value: "no row") }
        return StoreDescription(
            spec: try row.text(0),
            specHash: try row.digest(1),
            dataset: try row.digest(2),
            runCount: try row.count(3),
            build: try row.text(4)
        )
    }
}
