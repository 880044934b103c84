internal import SweepModel
internal import TrainingModel

/// How far a worker has fetched a blob, as a sign that it gets on although it sends nothing.
///
/// A dataset may take longer than any epoch. Each part further than those before counts, but no
/// more of them than a blob has parts.
struct FetchBudget: Hashable, Sendable {
    /// Parts of a small blob, which may be cut more finely.
    private static let leastParts = 128

    private var end = 0
    private var count = 0

    /// Nothing was fetched.
    init() {}

    /// Takes a request for the part at `offset` of a blob of `totalBytes`.
    ///
    /// - Returns: Whether the worker has got on.
    mutating func take(offset: Int, of totalBytes: Int) -> Bool {
        guard offset >= end, count < Self.leastParts + totalBytes / Limits.partSizeBytes else {
            return false
        }
        end = offset + 1
        count += 1
        return true
    }
}
