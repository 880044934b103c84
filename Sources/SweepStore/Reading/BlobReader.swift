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

/// The columns that name a stored blob.
struct BlobKey: Hashable {
    /// What stands for trained parameters in the place of a checkpoint's epoch.
    static let parametersEpoch = -1

    /// The attempt that sent it.
    let attempt: AttemptID

    /// The checkpoint's epoch, or ``parametersEpoch``.
    let epoch: Int

    /// Names a checkpoint, or trained parameters if `epoch` is ``parametersEpoch``.
    init(attempt: AttemptID, epoch: Int) {
        self.attempt = attempt
        self.epoch = epoch
    }

    /// Names the stored blob `name`, or returns `nil` for a dataset, which is never stored.
    init?(_ name: BlobName) {
        switch name {
        case .dataset: return nil
        case .checkpoint(let attempt, let epoch): (self.attempt, self.epoch) = (attempt, epoch)
        case .parameters(let attempt):
            (self.attempt, epoch) = (attempt, Self.parametersEpoch)
        }
    }

    /// The key as the first three values of a statement.
    var values: [SQLiteValue] { attempt.values + [SQLiteValue(epoch)] }
}

/// How much of a blob is stored from its start without a gap.
struct BlobExtent {
    /// The bytes without a gap.
    private(set) var stored = 0

    /// The bytes that the blob has; 0 as long as nothing of it is stored from its start.
    private(set) var total = 0

    /// Whether all of the blob is stored.
    var isWhole: Bool { total > 0 && stored == total }

    /// Counts a part, the parts of a blob by ascending offset; behind a gap they count nothing.
    ///
    /// - Parameters:
    ///   - row: Has the part's offset, its length and the blob's length.
    ///   - column: Where these begin.
    /// - Throws: ``StoredValueError``.
    mutating func add(_ row: SQLiteRow, at column: Int) throws {
        let offset = try row.count(column)
        guard offset <= stored else { return }
        stored = max(stored, offset + (try row.count(column + 1)))
        total = try row.count(column + 2)
    }
}
