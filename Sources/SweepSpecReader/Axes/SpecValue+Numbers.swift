internal import SweepModel
internal import TrainingModel

extension SpecValue {
    /// The values of an axis of numbers.
    ///
    /// A list, one number, `{from, to, count}`, that under `log1m`, `log` or `linear`, or a text
    /// whose items are separated by commas: `0,0.5,0.9`, `0:0.99:12` (from:to:count) and
    /// `log1m(0.9,0.999,5)`.
    ///
    /// - Throws: `SpecError` for anything else and for numbers outside of `range`.
    func numbers(in range: NumberRange) throws -> [Double] {
        switch content {
        case .scalar(let text):
            return try Self.items(of: text).flatMap { item in
                try element(item).numbersOfItem(item, in: range)
            }
        case .list(let elements):
            return try elements.map { try $0.number(in: range) }
        case .mapping:
            return try steps(in: range)
        case .missing:
            throw SpecError(self, isNotAllowed: range.description)
        }
    }

    // MARK: Text

    /// The parts of `text` between the commas outside of parentheses, without blanks.
    static func items(of text: String) -> [String] {
        var depth = 0
        let parts = text.split(omittingEmptySubsequences: false) { letter in
            if letter == "(" { depth += 1 }
            if letter == ")" { depth -= 1 }
            return letter == "," && depth == 0
        }
        return parts.map { $0.trimmingBlanks() }
    }

    private func numbersOfItem(_ item: String, in range: NumberRange) throws -> [Double] {
        if let (scale, parts) = Self.call(item) {
            return try numbers(scale, parts.map { element($0.trimmingBlanks()) }, in: range)
        }
        let parts = item.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count > 1 else { return [try number(in: range)] }
        return try numbers(.linear, parts.map { element($0.trimmingBlanks()) }, in: range)
    }

    /// The scale and the arguments of a text such as `log1m(0.9,0.999,5)`, or `nil`.
    private static func call(_ item: String) -> (EvenSteps, [Substring])? {
        guard item.last == ")", let open = item.firstIndex(of: "("),
            let scale = EvenSteps(rawValue: String(item[..<open]))
        else { return nil }
        let inner = item[item.index(after: open)...].dropLast()
        return (scale, inner.split(separator: ",", omittingEmptySubsequences: false))
    }

    /// A part of this value's text, as a value at the same location.
    func element(_ text: String) -> SpecValue {
        SpecValue(key: key, location: location, content: .scalar(text))
    }

    // MARK: Steps

    private func steps(in range: NumberRange) throws -> [Double] {
        let allowed = "{from, to, count}, optionally under log1m or log"
        let scales = EvenSteps.allCases.map(\.rawValue)
        let names = ["from", "to", "count"]
        let entries = try entries(named: names + scales, allowed: allowed)
        for scale in EvenSteps.allCases {
            guard let nested = entries[scale.rawValue] else { continue }
            guard entries.count == 1 else { throw SpecError(self, isNotAllowed: allowed) }
            let ends = try nested.entries(named: names, allowed: "{from, to, count}")
            return try nested.numbers(scale, names.compactMap { ends[$0] }, in: range)
        }
        return try numbers(.linear, names.compactMap { entries[$0] }, in: range)
    }

    /// The numbers on `scale` that `parts` (from, to, count) describe.
    private func numbers(
        _ scale: EvenSteps,
        _ parts: [SpecValue],
        in range: NumberRange
    ) throws -> [Double] {
        guard parts.count == 3 else {
            throw SpecError(self, isNotAllowed: "steps need from, to and count")
        }
        let first = try parts[0].number(in: range)
        let last = try parts[1].number(in: range)
        let count = try parts[2].wholeNumber(in: 2...Limits.settings)
        if let requirement = scale.requirement, !scale.contains(first) || !scale.contains(last) {
            throw SpecError(self, isNotAllowed: requirement)
        }
        let numbers = scale.numbers(from: first, to: last, count: count)
        for number in numbers where !range.contains(number) {
            throw SpecError(element("\(number)"), isNotAllowed: range.description)
        }
        return numbers
    }
}

extension StringProtocol {
    /// The text without blanks at its ends.
    func trimmingBlanks() -> String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
