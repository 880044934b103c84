/// Why nothing may have been learned.
package enum LikelyReason: Equatable, Sendable {
    /// Features have very different ranges and are not standardized.
    case unevenRanges(ratio: Double)

    /// Nearly all predictions are the same class.
    case oneClassPredicted(classIndex: Int, share: Double)

    /// This share of the runs diverged or exploded, and not since ranges differ: the learning rate
    /// is too high.
    case exploded(share: Double)

    /// What a caller knows about a sweep.
    package struct Facts: Sendable {
        /// Whether features are standardized.
        package var isStandardized = false

        /// The difference of the largest and the smallest value of each feature, in training.
        package var featureRanges: [Double] = []

        /// How often the leader's runs predicted each class on the part that is judged.
        package var predictedClassCounts: [Int] = []

        /// The states of all runs.
        package var states = RunStateCounts()

        /// Starts with nothing known.
        package init() {}
    }

    /// The largest range over the smallest from which on ranges are very different.
    package static let rangeRatioLimit = 100.0

    /// The share of predictions from which on one class is predicted throughout.
    package static let classShareLimit = 0.99

    /// The share of runs from which on explosions are a reason.
    package static let explodedShareLimit = 0.25

    /// The reasons that the facts speak for, the likeliest first.
    package static func all(for facts: Facts) -> [LikelyReason] {
        var reasons: [LikelyReason] = []
        let ranges = facts.featureRanges.filter { $0 > 0 && $0.isFinite }
        if !facts.isStandardized, let largest = ranges.max(), let smallest = ranges.min(),
            largest / smallest >= rangeRatioLimit
        {
            reasons.append(.unevenRanges(ratio: largest / smallest))
        }
        // A rate that suits the narrow features is too high for the wide ones: then the ranges are
        // the cause, and a lower rate would not help the narrow ones.
        let exploded = facts.states[.exploded] + facts.states[.diverged]
        let explodedShare = Double(exploded) / Double(max(1, facts.states.scored))
        if explodedShare >= explodedShareLimit, reasons.isEmpty {
            reasons.append(.exploded(share: explodedShare))
        }
        let counts = facts.predictedClassCounts
        let total = counts.reduce(0, +)
        if let most = counts.indices.max(by: { (counts[$0], $1) < (counts[$1], $0) }), total > 0 {
            let share = Double(counts[most]) / Double(total)
            if share >= classShareLimit {
                reasons.append(.oneClassPredicted(classIndex: most, share: share))
            }
        }
        return reasons
    }
}
