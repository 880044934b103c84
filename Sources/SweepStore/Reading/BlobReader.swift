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

    /// How many bytes of the blob are stored from its start without a gap, and how many it has.
    func extent(of name: BlobName) throws -> (stored: Int, total: Int) {
        guard let key = BlobKey(name) else { return (0, 0) }
        let statement = try database.statement(
            """
            SELECT byte_offset, length(bytes), total_bytes FROM blob_part
            WHERE pack = ? AND attempt = ? AND epoch = ? ORDER BY byte_offset
            """
        )
        var extent = (stored: 0, total: 0)
        try statement.forEachRow(while: key.values) { row in
            guard try row.count(0) <= extent.stored else { return false }
            extent.stored = max(extent.stored, try row.count(0) + row.count(1))
            extent.total = try row.count(2)
            return true
        }
        return extent
    }

    /// The last checkpoint of `attempt` that is stored whole.
    func checkpoint(of attempt: AttemptID) throws -> CheckpointReference? {
        let statement = try database.statement(
            """
            SELECT DISTINCT epoch FROM blob_part
            WHERE pack = ? AND attempt = ? AND epoch >= 0 ORDER BY epoch DESC
            """
        )
        for epoch in try statement.all(attempt.values, { try $0.count(0) }) {
            let extent = try extent(of: .checkpoint(attempt, epoch: epoch))
            // Without its first part nothing is known of a checkpoint, not even its length.
            guard extent.total > 0, extent.stored == extent.total else { continue }
            return CheckpointReference(attempt: attempt, epoch: epoch, totalBytes: extent.total)
        }
        return nil
    }
}
