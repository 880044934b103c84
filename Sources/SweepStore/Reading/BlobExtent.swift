internal import SQLite

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
