internal import SweepModel
internal import TrainingModel

/// What an attempt may send that adds nothing to its result.
///
/// An honest worker repeats what was not acknowledged when its connection broke, and leaves no
/// checkpoint unfinished. What goes beyond is dropped or a violation, so that neither the store nor
/// its list of contradictions grows with it.
struct RepetitionBudget: Hashable, Sendable {
    private var comparisons = 0
    private var comparedBytes = 0
    private var unfinishedBytes = 0

    /// Takes `bytes` that repeat what is stored, of an attempt that stores `allowedBytes` in all.
    ///
    /// - Returns: Whether they may be compared with what is stored.
    mutating func takeComparison(bytes: Int, allowedBytes: Int) -> Bool {
        guard comparisons < Limits.comparisonsPerAttempt,
            comparedBytes + bytes <= max(allowedBytes, Limits.partSizeBytes)
        else { return false }
        comparisons += 1
        comparedBytes += bytes
        return true
    }

    /// Takes the bytes of a checkpoint that was given up for another one, each of which has at most
    /// `allowedBytes`.
    ///
    /// - Returns: Whether the next one may begin.
    mutating func takeUnfinished(bytes: Int, allowedBytes: Int) -> Bool {
        unfinishedBytes += bytes
        return unfinishedBytes <= 2 * allowedBytes
    }
}
