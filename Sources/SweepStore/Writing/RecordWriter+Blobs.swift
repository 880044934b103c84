internal import SQLite
internal import SweepModel

extension RecordWriter {
    /// Stores a part of a checkpoint or of trained parameters, once.
    ///
    /// A checkpoint that is complete with it replaces the older ones of its attempt.
    mutating func insert(_ part: BlobPart) throws {
        guard let key = BlobKey(part.name) else {
            preconditionFailure("\(part.name) is not stored: datasets are made from the spec")
        }
        let place = [
            SQLiteValue(key.attempt.pack.rawValue), SQLiteValue(key.attempt.number.rawValue),
            SQLiteValue(key.epoch), SQLiteValue(part.offset),
        ]
        let content = [SQLiteValue(part.totalBytes), .bytes(part.bytes)]
        let inserted = try run(
            """
            INSERT INTO blob_part (pack, attempt, epoch, byte_offset, total_bytes, bytes)
            VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (pack, attempt, epoch, byte_offset) DO NOTHING
            """,
            place + content
        )
        guard inserted == 0 else { return try deleteOlderCheckpoints(than: part) }
        let isEqual = try matches(
            """
            SELECT total_bytes = ? AND bytes = ? FROM blob_part
            WHERE pack = ? AND attempt = ? AND epoch = ? AND byte_offset = ?
            """,
            content + place
        )
        guard !isEqual else { return }
        try report(
            differentBitsOf: key.attempt,
            "the \(part.name) came again with other bits at byte \(part.offset); "
                + "the first ones are kept"
        )
    }

    /// Deletes all checkpoints of a pack that needs none any more.
    func deleteCheckpoints(of pack: PackID) throws {
        try run("DELETE FROM blob_part WHERE pack = ? AND epoch >= 0", [SQLiteValue(pack.rawValue)])
    }

    // A later attempt that still runs may be fetching the older checkpoint: that one stays.
    private func deleteOlderCheckpoints(than part: BlobPart) throws {
        guard case .checkpoint(let attempt, let epoch) = part.name, part.isLast else { return }
        let extent = try BlobReader(database: database).extent(of: part.name)
        guard extent.isWhole else { return }
        try run(
            """
            DELETE FROM blob_part
            WHERE pack = ? AND attempt = ? AND epoch >= 0 AND epoch < ?
                AND NOT EXISTS (
                    SELECT 1 FROM attempt
                    WHERE attempt.pack = blob_part.pack AND attempt.ended IS NULL
                        AND attempt.base_attempt = blob_part.attempt
                        AND attempt.base_epoch = blob_part.epoch
                )
            """,
            [
                SQLiteValue(attempt.pack.rawValue), SQLiteValue(attempt.number.rawValue),
                SQLiteValue(epoch),
            ]
        )
    }
}
