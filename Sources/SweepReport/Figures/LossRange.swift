internal import Glibc
internal import Quoting
internal import SweepModel
internal import SweepResults
internal import SweepStatistics
internal import TrainingModel

/// The part of a loss axis that a picture shows.
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

    /// Finds the range of the means of `metric` over `settings`.
    ///
    /// At most three times the loss of a guess is shown if any setting learned; if none did, twice
    /// the highest final mean.
    init(of settings: [SettingResults], metric: Metric, results: SweepResults) {
        let learned = settings.filter(\.score.hasLearned)
        func leaves(_ setting: SettingResults) -> Bool {
            guard !learned.isEmpty, !setting.score.hasLearned else { return false }
            return setting.counts.finished > 0 || setting.counts.open == 0
        }
        followed = settings.filter { !leaves($0) }
        left = settings.filter(leaves)
        // Of long curves millions of values would be copied.
        var (smallestMean, largestMean) = (Double.infinity, -Double.infinity)
        for mean in followed.lazy.compactMap({ $0.bands[metric]?.mean }).joined()
        where mean.isFinite {
            largestMean = max(largestMean, Double(mean))
            if mean > 0 { smallestMean = min(smallestMean, Double(mean)) }
        }
        let ends = followed.map { $0[.loss].mean }.filter(\.isFinite)
        let guess = 3 * results.guessLoss
        let limit = learned.isEmpty ? max(guess, 2 * (ends.max() ?? 0)) : guess
        let largest = (largestMean.isFinite ? largestMean : 1) * 1.05
        upper = max(min(limit, largest), 1e-6).rounded(significantDigits: 4)
        // Below the lowest mean there is room for its band.
        let smallest = (smallestMean.isFinite ? smallestMean : 0.1) * 0.8
        lower = max(1e-12, Self.steps(from: smallest / 10, to: smallest).last ?? smallest)
    }

    /// An axis from 0 to the upper end.
    var linear: AxisRange { AxisRange(low: 0, high: upper) }

    /// A logarithmic axis.
    var logarithmic: AxisRange {
        AxisRange(low: lower, high: max(upper, lower * 5), isLogarithmic: true)
    }

    /// Commands that label the logarithmic axis at each 1, 2 and 5, or at each power of ten.
    var logarithmicLabels: [GnuplotScript] {
        let axis = logarithmic
        let steps = Self.steps(from: axis.low, to: axis.high)
        let shown =
            steps.count > 10 ? Self.steps(from: axis.low, to: axis.high, multiples: [1]) : steps
        let labels = shown.map { "\(NumberText.plain($0)) \($0)" as GnuplotScript }
            .joined(separator: ", ")
        return ["set ytics (\(labels)) nomirror"]
    }

    /// The `multiples` of every power of ten in `low`...`high`, ascending.
    static func steps(
        from low: Double,
        to high: Double,
        multiples: [Int] = [1, 2, 5]
    ) -> [Double] {
        guard low > 0, low.isFinite, high.isFinite, low <= high else { return [] }
        let powers = Int(floor(log10(low)))...Int(ceil(log10(high)))
        return powers.flatMap { power in
            // Through text, since powers of ten are not exact.
            multiples.compactMap { Double("\($0)e\(power)") }
        }.filter { $0 >= low && $0 <= high }
    }
}
