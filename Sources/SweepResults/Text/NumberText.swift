internal import Foundation
internal import Quoting
internal import SweepStatistics

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
        if magnitude < 0.0001 || magnitude >= 100_000 { return scientific(value) }
        let digits = magnitude < 0.001 ? 6 : magnitude < 0.01 ? 5 : magnitude < 100 ? 4 : 1
        return String(format: "%.\(digits)f", value)
    }

    /// `value` with two decimals and a power of ten, as in `9.17·10⁻⁵`.
    private static func scientific(_ value: Double) -> String {
        let parts = String(format: "%.2e", value).split(separator: "e")
        guard parts.count == 2, let power = Int(parts[1]) else { return "\(value)" }
        let raised = String(power).map { superscripts[$0] ?? $0 }
        return "\(parts[0])·10\(String(raised))"
    }

    private static let superscripts: [Character: Character] = [
        "-": "⁻", "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷",
        "8": "⁸", "9": "⁹",
    ]

    /// `value` with three significant digits, or a dash if there is no such number.
    package static func short(_ value: Double) -> String {
        guard abs(value) >= 0.001, abs(value) < 100_000 else { return loss(value) }
        return plain(value.rounded(significantDigits: 3))
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

    /// `count` with its noun, as in “1 run” and “2 runs”.
    package static func counted(_ count: Int, _ noun: String) -> String {
        count.counted(noun)
    }

    /// All of `count`, as in “the run”, “both runs” and “all 10 runs”.
    package static func all(_ count: Int, _ noun: String) -> String {
        switch count {
        case 1: "the \(noun)"
        case 2: "both \(noun)s"
        default: "all \(counted(count, noun))"
        }
    }

    /// What goes with a subject that is counted: “is” or “are”.
    package static func verb(_ count: Int) -> String { count == 1 ? "is" : "are" }

    /// `items` in words, as in “a”, “a and b” and “a, b and c”.
    package static func listed(_ items: [String]) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " and " + last
    }

    /// An integer with thin spaces between groups of three digits.
    package static func grouped(_ count: Int) -> String { count.grouped }
}

extension Double {
    /// The value with `digits` decimals at most, as text.
    package func rounded(toDigits digits: Int) -> String {
        guard isFinite else { return "–" }
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        return NumberText.plain((self * scale).rounded() / scale)
    }
}

extension String {
    /// The text with its first letter in upper case.
    package var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
