internal import SQLite
internal import SweepModel

/// Reads checkpoints and trained parameters, which are stored as the parts they came in.
struct BlobReader {
    /// The connection, within a transaction.
    let database: SQLiteDatabase

    /// The stored bytes from `offset` to the end of the part in which it lies, or `nil` if there
    /// are none; datasets are not in the store.
    func part(of name: BlobName, offset: Int) throws -> BlobPart? {
        guard let key = BlobKey(name) else { return nil }
        let statement = try database.statement(
            """
            SELECT byte_offset, total_bytes, bytes FROM blob_part
            WHERE pack = ? AND attempt = ? AND epoch = ? AND byte_offset <= ?
            ORDER BY byte_offset DESC LIMIT 1
            """
        )
        let part = try statement.first(key.values + [SQLiteValue(offset)]) { row -> BlobPart? in
            let skipped = offset - (try row.count(0))
            let bytes = try row.bytes(2, from: skipped)
            guard !bytes.isEmpty else { return nil }
            return BlobPart(
                name: name,
                offset: offset,
                totalBytes: try row.count(1),
                bytes: bytes
            )
        }
        return part ?? nil
    }

    /// How much of the blob is stored from its start without a gap.
    func extent(of name: BlobName) throws -> BlobExtent {
        var extent = BlobExtent()
        guard let key = BlobKey(name) else { return extent }
        let statement = try database.statement(
            """
            SELECT byte_offset, length(bytes), total_bytes FROM blob_part
            WHERE pack = ? AND attempt = ? AND epoch = ? ORDER BY byte_offset
            """
        )
        try statement.forEachRow(key.values) { try extent.add($0, at: 0) }
        return extent
    }
}
