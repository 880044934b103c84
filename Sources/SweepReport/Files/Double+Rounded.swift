extension Double {
    /// The value with `digits` decimals at most, as text.
    func rounded(toDigits digits: Int) -> String {
        guard isFinite else { return "–" }
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        return NumberText.plain((self * scale).rounded() / scale)
    }
}
