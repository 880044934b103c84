/// What a figure some hundred pixels wide can show of a curve and its band.
///
/// The epochs are cut into stretches of equal length, each about as wide as a pixel. Of each
/// stretch the epochs with the lowest and the highest mean stay, and of the whole curve the first
/// and the last one; the band is as wide as it ever is in the stretch. So no peak gets lost, and
/// what is left lies on the curve. A curve of at most two epochs a stretch stays as it is.
struct CurveThinning {
    /// The stretches of a long curve.
    static let stretchLimit = 300

    /// The epochs that are left, ascending.
    private(set) var epochs: [Int] = []

    /// The mean at each of them.
    private(set) var mean: [Float] = []

    /// The lowest lower end of the interval around each of them; NaN if there is none.
    private(set) var low: [Float] = []

    /// The highest upper end.
    private(set) var high: [Float] = []

    /// Thins the curve of `band`.
    ///
    /// - Parameters:
    ///   - band: The mean and its interval at each epoch.
    ///   - stretchLimit: The stretches; at most two epochs of each stay, and the curve's ends.
    /// - Complexity: O(epochs).
    init(_ band: EpochBand, stretchLimit: Int = CurveThinning.stretchLimit) {
        let count = band.mean.count
        guard count > 2 * stretchLimit else {
            epochs = Array(band.mean.indices)
            (mean, low, high) = (band.mean, band.low, band.high)
            return
        }
        for stretch in 0..<stretchLimit {
            let range = stretch * count / stretchLimit..<(stretch + 1) * count / stretchLimit
            var kept = Self.extremes(of: band.mean, in: range)
            if stretch == 0 { kept.insert(0) }
            if stretch == stretchLimit - 1 { kept.insert(count - 1) }
            let lowest = band.low[range].filter(\.isFinite).min() ?? .nan
            let highest = band.high[range].filter(\.isFinite).max() ?? .nan
            for epoch in kept.sorted() {
                epochs.append(epoch)
                mean.append(band.mean[epoch])
                low.append(lowest)
                high.append(highest)
            }
        }
    }

    /// The first epochs of the least and of the greatest finite value; the first one of a stretch
    /// without values, so that the gap stays.
    private static func extremes(of values: [Float], in range: Range<Int>) -> Set<Int> {
        var least: Int?
        var greatest: Int?
        for epoch in range where values[epoch].isFinite {
            if least.map({ values[epoch] < values[$0] }) ?? true { least = epoch }
            if greatest.map({ values[epoch] > values[$0] }) ?? true { greatest = epoch }
        }
        guard let least, let greatest else { return [range.lowerBound] }
        return [least, greatest]
    }
}
