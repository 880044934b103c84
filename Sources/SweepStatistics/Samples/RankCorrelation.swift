/// Spearman's rank correlation.
package enum RankCorrelation {
    /// ρ in −1...1: Pearson's correlation of the ranks, equal values sharing their mean rank.
    ///
    /// - Parameters:
    ///   - first: Some numbers.
    ///   - second: As many.
    /// - Returns: ρ, or NaN if one side is constant.
    /// - Source: Spearman, American Journal of Psychology 15 (1), 1904.
    package static func spearman(_ first: [Double], _ second: [Double]) -> Double {
        precondition(first.count == second.count, "\(first.count) and \(second.count) numbers")
        let (a, b) = (ranks(of: first), ranks(of: second))
        let middle = Double(first.count + 1) / 2
        var (product, squareA, squareB) = (0.0, 0.0, 0.0)
        for (a, b) in zip(a, b) {
            product += (a - middle) * (b - middle)
            squareA += (a - middle) * (a - middle)
            squareB += (b - middle) * (b - middle)
        }
        return product / (squareA * squareB).squareRoot()
    }

    /// The rank of each value, from 1; the mean one among equals.
    package static func ranks(of values: [Double]) -> [Double] {
        let order = values.indices.sorted { values[$0] < values[$1] }
        var ranks = [Double](repeating: 0, count: values.count)
        var first = 0
        while first < order.count {
            var last = first
            while last + 1 < order.count, values[order[last + 1]] == values[order[first]] {
                last += 1
            }
            for place in first...last { ranks[order[place]] = Double(first + last + 2) / 2 }
            first = last + 1
        }
        return ranks
    }
}
