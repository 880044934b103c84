/// The exact interval of a share that was counted: it holds its level for every true share.
///
/// - Source: Clopper and Pearson, Biometrika 26 (4), 1934.
package struct BinomialInterval: Equatable, Sendable {
    /// The lower end.
    package let low: Double

    /// The upper end.
    package let high: Double

    /// Bounds the true share.
    ///
    /// The ends are quantiles of beta distributions, which are defined between whole numbers, too:
    /// so the mean count of several runs on the same samples may be given.
    ///
    /// - Parameters:
    ///   - successes: x, in 0...n; the mean of several counts need not be whole.
    ///   - count: n, above 0.
    ///   - level: The probability to cover the true share, at least.
    package init(successes: Double, of count: Double, level: Double = 0.95) {
        let x = successes
        precondition(count > 0 && x >= 0 && x <= count, "\(x) of \(count)")
        let tail = (1 - level) / 2
        low =
            x == 0
            ? 0
            : Bisection.boundary(0, 1) {
                BetaFunction.regularized($0, complement: 1 - $0, a: x, b: count - x + 1) < tail
            }
        high =
            x == count
            ? 1
            : 1
                - Bisection.boundary(0, 1) {
                    BetaFunction.regularized($0, complement: 1 - $0, a: count - x, b: x + 1) < tail
                }
    }
}
