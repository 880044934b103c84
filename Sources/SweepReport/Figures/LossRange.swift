internal import Glibc
internal import NeuralNet
internal import SweepModel

/// How high a loss axis reaches.
enum LossRange {
    /// The largest mean of `metric`, but at most three times the loss of a network that guesses.
    ///
    /// A guess among C classes costs ln C. Higher curves leave the picture at the top, since one
    /// that diverges would press all others to the ground.
    static func upperEnd(
        of settings: [SettingResults],
        metric: Metric,
        results: SweepResults
    ) -> Double {
        let limit = 3 * log(Double(results.dataset.classCount))
        let largest = settings.flatMap { $0.bands[metric.column].mean }
            .filter(\.isFinite).map(Double.init).max()
        let upper = min(limit, (largest ?? 1) * 1.05)
        return NumberText.rounded(max(upper, 1e-6), significantDigits: 4)
    }

    /// The lower end of a logarithmic axis for `metric`: a power of ten below the smallest mean.
    static func lowerEnd(of settings: [SettingResults], metric: Metric) -> Double {
        let smallest = settings.flatMap { $0.bands[metric.column].mean }
            .filter { $0.isFinite && $0 > 0 }.map(Double.init).min()
        var lower = 1.0
        while lower > smallest ?? 0.1, lower > 1e-12 { lower /= 10 }
        return NumberText.rounded(lower, significantDigits: 1)
    }
}
