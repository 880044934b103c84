/// What a figure some hundred pixels wide can show of a curve and its band.
///
/// The epochs are cut into stretches of equal length, each about as wide as a pixel. Of each
/// stretch the epochs with the lowest and the highest mean stay, and of the whole curve the first
/// and the last one; the band is as wide as it ever is in the stretch. So no peak gets lost, and
/// what is left lies on the curve. A curve of at most two epochs a stretch stays as it is.
package struct CurveThinning {
    /// The stretches of a long curve.
    package static let stretchLimit = 300

    /// The epochs that are left, ascending.
    package private(set) var epochs: [Int] = []

    /// The mean at each of them.
    package private(set) var mean: [Float] = []

    /// The lowest lower end of the interval around each of them; NaN if there is none.
    package private(set) var low: [Float] = []

    /// The highest upper end.
    package private(set) var high: [Float] = []

    /// Thins a curve.
    ///
    /// - Parameters:
    ///   - mean: The value at each epoch; NaN where there is none.
    ///   - low: The lower end of the interval at each epoch; NaN where there is none.
    ///   - high: The upper end.
    ///   - stretchLimit: The stretches; at most two epochs of each stay, and the curve's ends.
    /// - Precondition: The three have the same count.
    /// - Complexity: O(epochs).
    package init(
        mean: [Float],
        low: [Float],
        high: [Float],
        stretchLimit: Int = CurveThinning.stretchLimit
    ) {
        let count = mean.count
        precondition(
            low.count == count && high.count == count,
            "\(low.count) and \(high.count) ends do not bound \(count) values"
        )
        guard count > 2 * stretchLimit else {
            epochs = Array(mean.indices)
            (self.mean, self.low, self.high) = (mean, low, high)
            return
        }
        for stretch in 0..<stretchLimit {
            let range = stretch * count / stretchLimit..<(stretch + 1) * count / stretchLimit
            var kept = Self.extremes(of: mean, in: range)
            if stretch == 0 { kept.insert(0) }
            if stretch == stretchLimit - 1 { kept.insert(count - 1) }
            let lowest = low[range].lazy.filter(\.isFinite).min() ?? .nan
            let highest = high[range].lazy.filter(\.isFinite).max() ?? .nan
            for epoch in kept.sorted() {
                epochs.append(epoch)
                self.mean.append(mean[epoch])
                self.low.append(lowest)
                self.high.append(highest)
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
