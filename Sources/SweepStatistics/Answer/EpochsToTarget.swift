/// After how many epochs the runs of a setting reached a target.
package struct EpochsToTarget: Equatable, Sendable {
    /// A number of epochs that may lie beyond the end of training.
    package enum Median: Equatable, Sendable {
        /// Half of the runs reached the target by then; a half lies between two epochs.
        case epoch(Double)

        /// Half of the runs or more never reached it in so many epochs.
        case beyond(Int)
    }

    /// The median over the runs, where never is ∞; `nil` without runs.
    package let median: Median?

    /// The runs that reached the target.
    package let reachedCount: Int

    /// All runs.
    package let count: Int

    /// Counts runs.
    ///
    /// - Parameters:
    ///   - epochs: For each run the first epoch at which it had reached the target; `nil` if never,
    ///     as for those that diverged. Missing runs are left out.
    ///   - epochCount: The epochs of a whole run.
    package init(_ epochs: [Int?], epochCount: Int) {
        count = epochs.count
        let reached = epochs.compactMap { $0 }.sorted()
        reachedCount = reached.count
        guard !epochs.isEmpty else {
            median = nil
            return
        }
        // The upper of the two in the middle decides whether the median is finite.
        let (lower, upper) = ((epochs.count - 1) / 2, epochs.count / 2)
        median =
            upper < reached.count
            ? .epoch(Double(reached[lower] + reached[upper]) / 2) : .beyond(epochCount)
    }

    /// Half way in accuracy from the largest class's share to the leader's mean.
    ///
    /// - Returns: `nil` if the leader is not above the share.
    package static func defaultTarget(
        leaderAccuracy: Double,
        largestClassShare: Double
    ) -> Double? {
        leaderAccuracy > largestClassShare ? (largestClassShare + leaderAccuracy) / 2 : nil
    }

    /// Half of the leader's mean R².
    ///
    /// - Returns: `nil` if it is not above 0.
    package static func defaultTarget(leaderDetermination: Double) -> Double? {
        leaderDetermination > 0 ? leaderDetermination / 2 : nil
    }
}
