internal import Quoting
internal import SQLite

/// Holds the schema of a file against the one that its version says.
///
/// Whoever sends a file chooses its schema, too: a view in the place of a table can loop for ever,
/// and a trigger or another constraint changes what is stored. Only the tables and indexes that
/// this program makes are let in; spaces and line feeds in their definitions do not count.
enum SchemaCheck {
    /// One row of `sqlite_schema`.
    private struct Entry: Hashable {
        let type: String
        let name: String
        let table: String
        let definition: String?

        var title: String { "the \(SchemaCheck.clipped(type)) \(SchemaCheck.clipped(name))" }
    }

    /// The most characters of a name that are repeated in a message.
    private static let longestName = 64

    /// The entries of each version, from 1 on, as SQLite itself keeps them.
    private static let known = Result {
        try (1...StoreSchema.version).map { version in
            let database = try SQLiteDatabase(path: ":memory:")
            for script in StoreSchema.migrations[..<version] { try database.execute(script) }
            return try entries(of: database, limit: .max)
        }
    }

    /// Refuses a file whose schema is not that of `version`.
    ///
    /// - Throws: ``StoredValueError`` naming the first difference, or `SQLiteError`.
    static func check(_ database: SQLiteDatabase, version: Int) throws {
        let expected = try known.get()[version - 1]
        let found = try entries(of: database, limit: expected.count + 1)
        let names = Set(expected.map(\.title))
        if let extra = found.first(where: { !names.contains($0.title) }) {
            throw StoredValueError(
                "it holds \(extra.title), which no version of this program makes"
            )
        }
        if let missing = expected.first(where: { entry in
            !found.contains { $0.title == entry.title }
        }) {
            throw StoredValueError("it lacks \(missing.title)")
        }
        let known = Set(expected)
        if let other = found.first(where: { !known.contains($0) }) {
            throw StoredValueError("\(other.title) is not as this program makes it")
        }
        guard found.count == expected.count else {
            throw StoredValueError("it holds a table or an index twice")
        }
    }

    private static func entries(of database: SQLiteDatabase, limit: Int) throws -> [Entry] {
        let statement = try database.statement(
            "SELECT type, name, tbl_name, sql FROM main.sqlite_schema LIMIT ?"
        )
        return try statement.all([SQLiteValue(limit)]) { row in
            Entry(
                type: row.text(0) ?? "",
                name: row.text(1) ?? "",
                table: row.text(2) ?? "",
                definition: row.text(3).map(normalized)
            )
        }
    }

    private static func normalized(_ definition: String) -> String {
        definition.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static func clipped(_ name: String) -> String {
        VisibleText.escaped(String(name.prefix(longestName)))
    }
}
