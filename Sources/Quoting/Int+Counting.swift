extension Int {
    /// The number with thin spaces between groups of three digits, from five digits on.
    public var grouped: String {
        var text = ""
        let digits = String(magnitude)
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3), digits.count > 4 {
                text.append("\u{202F}")
            }
            text.append(digit)
        }
        return self < 0 ? "−" + text : text
    }

    /// The number with what it counts, as in “1 run” and “2 runs”.
    public func counted(_ noun: String) -> String { "\(grouped) \(noun)\(self == 1 ? "" : "s")" }
}
