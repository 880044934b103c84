internal import TrainingModel

/// Numbers at equal distances on some scale.
package enum EvenSteps: String, CaseIterable {
    /// Equal differences.
    case linear

    /// Equal steps in log x.
    case log

    /// Equal steps in log(1−x): momentum's natural scale, since 1/(1−μ) steps are remembered.
    case log1m

    /// What both ends must fulfil, as a text; `nil` if any number will do.
    var requirement: String? {
        switch self {
        case .linear: nil
        case .log: "log needs numbers above 0"
        case .log1m: "log1m needs numbers below 1"
        }
    }

    /// Whether the scale reaches `number`.
    func contains(_ number: Double) -> Bool {
        switch self {
        case .linear: true
        case .log: number > 0
        case .log1m: number < 1
        }
    }

    /// `count` numbers from `first` to `last`, both of which are met exactly.
    ///
    /// Linear numbers are rounded to 12 significant digits, so that steps of 0.1 give 0.3 and not
    /// 0.30000000000000004; the others to 6 digits of x or 1−x, so that people can read them.
    /// Either way all machines give the same numbers.
    ///
    /// - Precondition: `count` is at least 2, and the scale contains both ends.
    package func numbers(from first: Double, to last: Double, count: Int) -> [Double] {
        precondition(count >= 2, "steps need two ends, not \(count) numbers")
        let between = (1..<count - 1).map { step in
            number(at: Double(step) / Double(count - 1), from: first, to: last)
        }
        return [first] + between + [last]
    }

    private func number(at share: Double, from first: Double, to last: Double) -> Double {
        switch self {
        case .linear:
            return Self.rounded(first + share * (last - first), digits: 12)
        case .log:
            let logarithm = Self.between(first, last, at: share)
            return Self.rounded(ElementaryFunctions.exponential(logarithm), digits: 6)
        case .log1m:
            let logarithm = Self.between(1 - first, 1 - last, at: share)
            let rest = Self.rounded(ElementaryFunctions.exponential(logarithm), digits: 6)
            return Self.rounded(1 - rest, digits: 12)
        }
    }

    /// The logarithm at `share` of the way between the logarithms of `first` and `last`.
    private static func between(_ first: Double, _ last: Double, at share: Double) -> Double {
        (1 - share) * ElementaryFunctions.logarithm(first)
            + share * ElementaryFunctions.logarithm(last)
    }

    /// The number with so many significant digits that is nearest to `number`.
    private static func rounded(_ number: Double, digits: Int) -> Double {
        guard number != 0, number.isFinite else { return number }
        let smallest = (1..<digits).reduce(1.0) { power, _ in power * 10 }
        var scale = 1.0
        while abs(number) * scale < smallest, scale < 1e300 { scale *= 10 }
        return (number * scale).rounded() / scale
    }
}
