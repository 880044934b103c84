internal import Quoting
internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// The part of a loss axis that a picture of curves shows.
///
/// Settings that ended no better than a guess may leave the picture at the top, since they would
/// press all others to the ground.
struct LossRange {
    /// The settings whose curves lie within the range: those that learned or are not done yet, or
    /// all if none learned.
    let followed: [SettingResults]

    /// The settings that may leave the picture.
    let left: [SettingResults]

    /// The upper end.
    let upper: Double

    /// The lower end of a logarithmic axis.
    let lower: Double

    /// Whether the losses are so far apart that equal distances should be equal ratios.
    let isWide: Bool

    /// Finds the range of the means of `metrics` over `settings`.
    ///
    /// At most three times the loss of a guess is shown if any setting learned, or what the highest
    /// curve of those ends with; if none did, twice the highest final mean.
    init(of settings: [SettingResults], metrics: [Metric], results: SweepResults) {
        let learned = settings.filter(\.score.hasLearned)
        func leaves(_ setting: SettingResults) -> Bool {
            guard !learned.isEmpty, !setting.score.hasLearned else { return false }
            return setting.counts.finished > 0 || setting.counts.open == 0
        }
        followed = settings.filter { !leaves($0) }
        left = settings.filter(leaves)
        let means = followed.flatMap { setting in
            metrics.compactMap { setting.bands[$0]?.mean }
        }
        // Of long curves millions of values would be copied.
        var (smallestMean, largestMean) = (Double.infinity, -Double.infinity)
        for mean in means.lazy.joined() where mean.isFinite {
            largestMean = max(largestMean, Double(mean))
            if mean > 0 { smallestMean = min(smallestMean, Double(mean)) }
        }
        let ends = means.compactMap { $0.last { $0.isFinite } }.map(Double.init)
        let limit = max(3 * results.guessLoss, (learned.isEmpty ? 2 : 1.1) * (ends.max() ?? 0))
        let largest = (largestMean.isFinite ? largestMean : 1) * 1.05
        upper = max(min(limit, largest), 1e-6).rounded(significantDigits: 4)
        // Below the lowest mean there is room for its band.
        let smallest = (smallestMean.isFinite ? smallestMean : 0.1) * 0.7
        lower = max(1e-12, smallest.rounded(significantDigits: 2))
        isWide = upper > 12 * lower
    }

    /// The axis.
    var axis: AxisRange {
        isWide
            ? AxisRange(low: lower, high: max(upper, lower * 5), isLogarithmic: true)
            : AxisRange(low: 0, high: upper)
    }
}
