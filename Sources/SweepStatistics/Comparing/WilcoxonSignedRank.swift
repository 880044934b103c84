/// Wilcoxon's signed-rank test of paired differences.
package enum WilcoxonSignedRank {
    /// The most differences for which the distribution is counted out.
    package static let exactLimit = 50

    /// The two-sided p value of the hypothesis that the differences are symmetric about 0.
    ///
    /// Differences of 0 are left out, and equal sizes share their mean rank. Up to 50 differences,
    /// the distribution of the rank sum over all choices of signs is counted out, with the ranks as
    /// they are; SciPy gives the same, except that from 14 tied differences on it approximates.
    /// Beyond, the rank sum is taken as normal, its variance corrected for ties, without a
    /// correction for continuity.
    ///
    /// - Parameter differences: The differences, all finite.
    /// - Returns: p in 0...1, or NaN if no difference is left.
    /// - Source: Wilcoxon, Biometrics Bulletin 1 (6), 1945; Hollander, Wolfe and Chicken,
    ///   "Nonparametric Statistical Methods", 3rd edition, section 3.1.
    package static func probability(of differences: [Double]) -> Double {
        let nonzero = differences.filter { $0 != 0 }
        guard !nonzero.isEmpty else { return .nan }
        // Mean ranks are halves at most, so twice a rank is whole.
        let ranks = RankCorrelation.ranks(of: nonzero.map { abs($0) }).map { Int(2 * $0) }
        let positive = zip(nonzero, ranks).reduce(0) { $0 + ($1.0 > 0 ? $1.1 : 0) }
        if nonzero.count <= exactLimit { return exactProbability(positive, ranks: ranks) }
        return normalProbability(positive, ranks: ranks)
    }

    private static func exactProbability(_ positive: Int, ranks: [Int]) -> Double {
        let total = ranks.reduce(0, +)
        var shares = [Double](repeating: 0, count: total + 1)
        shares[0] = 1
        var reach = 0
        for rank in ranks {
            reach += rank
            for sum in stride(from: reach, through: 0, by: -1) {
                shares[sum] = (shares[sum] + (sum >= rank ? shares[sum - rank] : 0)) / 2
            }
        }
        let below = shares[...positive].reduce(0, +)
        let above = shares[positive...].reduce(0, +)
        return min(1, 2 * min(below, above))
    }

    private static func normalProbability(_ positive: Int, ranks: [Int]) -> Double {
        let mean = Double(ranks.reduce(0, +)) / 2
        let variance = ranks.reduce(0.0) { $0 + Double($1) * Double($1) } / 4
        return 2
            * NormalDistribution.upperTail(abs(Double(positive) - mean) / variance.squareRoot())
    }
}
