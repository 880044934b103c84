internal import Foundation

/// Factors of losses as people read them: “48 % of”, “52 % less”, “3.4 times”.
package enum FactorText {
    /// The factor above which a loss is given in times.
    private static let timesLimit = 2.5

    /// `factor` as a share, for example `48 %`; a dash if there is none.
    package static func share(_ factor: Double) -> String {
        guard factor.isFinite else { return "–" }
        return "\(percent(factor)) %"
    }

    /// How much less or more `factor` is, for example `52 % less`, `30 % more` or `3.4 times`.
    package static func change(_ factor: Double) -> String {
        guard factor.isFinite else { return "unknown" }
        if factor >= timesLimit { return "\(times(factor)) times as much" }
        let amount = amount(factor)
        if amount == "0" { return "as much" }
        return "\(amount) % \(factor < 1 ? "less" : "more")"
    }

    /// The ends of an interval of a factor, for example `40 to 60 % less` or `3 % less to 12 %
    /// more`.
    package static func range(_ interval: (low: Double, high: Double)) -> String {
        let (low, high) = interval
        guard low.isFinite, high.isFinite else { return "unknown" }
        if low > 1, high >= timesLimit, low >= timesLimit {
            return "\(times(low)) to \(times(high)) times as much"
        }
        if low >= 1, high < timesLimit { return "\(percents(low, high)) more" }
        if high <= 1 { return "\(percents(high, low)) less" }
        return "\(change(low)) to \(change(high))"
    }

    /// How far two factors are from 1, as in `42 to 60 %`; where a fraction could be read as a
    /// factor, both have their unit, as in `0.09 % to 7 %`.
    private static func percents(_ first: Double, _ second: Double) -> String {
        let (first, second) = (amount(first), amount(second))
        if first == second { return "\(first) %" }
        let unit = (first + second).contains(".") ? " %" : ""
        return "\(first)\(unit) to \(second) %"
    }

    /// How far `factor` is from 1, in percent without a sign.
    private static func amount(_ factor: Double) -> String {
        guard factor < 0.1 else { return percent(abs(factor - 1)) }
        return String(format: "%.\(digits(factor))f", (1 - factor) * 100)
    }

    /// More digits where little is left: 99.96 % less is not 100 % less.
    private static func digits(_ factor: Double) -> Int {
        factor < 0.001 ? 3 : factor < 0.01 ? 2 : factor < 0.1 ? 1 : 0
    }

    private static func percent(_ share: Double) -> String {
        let value = share * 100
        guard value != 0 else { return "0" }
        return String(
            format: value < 0.1 && value > 0 ? "%.3f" : value < 1 ? "%.1f" : "%.0f",
            value
        )
    }

    private static func times(_ factor: Double) -> String {
        factor < 10 ? String(format: "%.1f", factor) : NumberText.short(factor)
    }
}
