internal import Foundation

/// Numbers as people and files read them.
package enum NumberText {
    /// The shortest text that reads back as `value`, without a trailing `.0`.
    package static func plain(_ value: Double) -> String {
        let text = "\(value)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// A loss with about four significant digits, or a dash if there is no such number.
    package static func loss(_ value: Double) -> String {
        guard value.isFinite else { return "–" }
        if value == 0 { return "0" }
        let magnitude = abs(value)
        if magnitude < 0.0001 || magnitude >= 100_000 { return String(format: "%.2e", value) }
        let digits = magnitude < 0.001 ? 6 : magnitude < 0.01 ? 5 : magnitude < 100 ? 4 : 1
        return String(format: "%.\(digits)f", value)
    }

    /// A share in 0...1 as a percentage with one decimal, or a dash.
    package static func percent(_ share: Double) -> String {
        share.isFinite ? String(format: "%.1f %%", share * 100) : "–"
    }

    /// A p value with what relates it to p: `= 0.0312` or `< 0.0001`.
    package static func relation(_ probability: Double) -> String {
        guard probability.isFinite else { return "unknown" }
        return probability < 0.0001 ? "< 0.0001" : "= " + String(format: "%.4f", probability)
    }

    /// A p value for a table, floored at 0.0001, or a dash.
    package static func probability(_ value: Double) -> String {
        guard value.isFinite else { return "–" }
        return value < 0.0001 ? "< 0.0001" : String(format: "%.4f", value)
    }

    /// Two losses as the ends of an interval.
    package static func interval(_ low: Double, _ high: Double) -> String {
        "\(loss(low)) to \(loss(high))"
    }

    /// `value` with `digits` decimals and its sign, or a dash.
    package static func signed(_ value: Double, digits: Int) -> String {
        guard value.isFinite else { return "–" }
        return (value < 0 ? "−" : "+") + String(format: "%.\(digits)f", abs(value))
    }

    /// A difference of losses with its sign, or a dash.
    package static func signedLoss(_ value: Double) -> String {
        guard value.isFinite else { return "–" }
        return (value < 0 ? "−" : "+") + loss(abs(value))
    }

    /// `value` rounded to `digits` significant decimal digits.
    ///
    /// The last digits of logarithms and powers differ between C libraries; what is derived from
    /// them is rounded before it is written, so that equal sweeps give equal bytes.
    package static func rounded(_ value: Double, significantDigits digits: Int = 9) -> Double {
        guard value.isFinite, value != 0 else { return value }
        return Double(String(format: "%.\(digits - 1)e", value)) ?? value
    }

    /// `count` with its noun, as in “1 run” and “2 runs”.
    package static func counted(_ count: Int, _ noun: String) -> String {
        "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")"
    }

    /// An integer with thin spaces between groups of three digits.
    package static func grouped(_ count: Int) -> String {
        var text = ""
        let digits = String(abs(count))
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3), digits.count > 4 {
                text.append("\u{202F}")
            }
            text.append(digit)
        }
        return count < 0 ? "−" + text : text
    }
}
