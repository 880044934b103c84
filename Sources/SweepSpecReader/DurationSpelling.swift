/// Durations as people type them: `300s`, `20m`, `1h30m`, `250ms`, or a bare number of seconds.
public enum DurationSpelling {
    /// What is allowed, for messages.
    public static let allowed =
        "a duration such as 300s, 20m, 1h30m, 250ms or 300 (seconds), at most \(longestDays)d"

    /// The longest duration, ten years.
    private static let longestDays = 10 * 366
    private static let longestMilliseconds = longestDays * 86_400_000

    /// The units from the longest to the shortest, in which order they may follow one another.
    private static let units: [(name: String, milliseconds: Int)] = [
        ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1),
    ]

    /// Reads `text`, or returns `nil` unless it is spelled as allowed and at most ten years.
    public static func duration(_ text: String) -> Duration? {
        if let seconds = wholeNumber(text[...]) {
            return duration(milliseconds: seconds, of: 1_000)
        }
        var rest = text[...]
        var remainingUnits = units[...]
        var total = 0
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let digits = rest.prefix(while: \.isNumber)
            let name = rest.dropFirst(digits.count).prefix(while: \.isLetter)
            guard let number = wholeNumber(digits),
                let index = remainingUnits.firstIndex(where: { $0.name == name })
            else { return nil }
            let (part, overflow) = number.multipliedReportingOverflow(by: units[index].milliseconds)
            guard !overflow, part <= longestMilliseconds - total else { return nil }
            total += part
            remainingUnits = remainingUnits[(index + 1)...]
            rest = rest.dropFirst(digits.count + name.count)
        }
        return .milliseconds(total)
    }

    private static func duration(milliseconds count: Int, of unit: Int) -> Duration? {
        guard count <= longestMilliseconds / unit else { return nil }
        return .milliseconds(count * unit)
    }

    /// The number that ASCII digits spell, without a sign.
    private static func wholeNumber(_ digits: Substring) -> Int? {
        guard digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return Int(digits)
    }
}
