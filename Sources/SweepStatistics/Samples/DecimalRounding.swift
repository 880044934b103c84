extension Double {
    /// The value rounded to `digits` significant decimal digits.
    ///
    /// What is derived by statistics is rounded before it is written, so that equal sweeps give
    /// equal bytes. The shortest decimal number that stands for the value is rounded, halves to the
    /// even digit.
    ///
    /// - Precondition: `digits` is in 1...17.
    package func rounded(significantDigits digits: Int) -> Double {
        precondition((1...17).contains(digits), "\(digits) significant digits")
        guard isFinite, self != 0 else { return self }
        let parts = magnitude.description.split(separator: "e")
        var exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        var figures: [UInt8] = []
        var isBehindPoint = false
        for byte in parts[0].utf8 {
            if byte == UInt8(ascii: ".") {
                isBehindPoint = true
            } else {
                if isBehindPoint { exponent -= 1 }
                // Zeros in front are not significant.
                if byte != UInt8(ascii: "0") || !figures.isEmpty { figures.append(byte) }
            }
        }
        guard figures.count > digits else { return self }
        exponent += figures.count - digits
        let rest = figures[digits...]
        let head = String(decoding: figures[..<digits], as: UTF8.self)
        guard var number = UInt64(head) else { return self }
        let isHalf = rest.first == UInt8(ascii: "5") && rest.dropFirst().allSatisfy { $0 == 48 }
        let isAboveHalf = !isHalf && (rest.first ?? 0) >= UInt8(ascii: "5")
        if isAboveHalf || (isHalf && !number.isMultiple(of: 2)) { number += 1 }
        let result = Double("\(number)e\(exponent)") ?? magnitude
        return self < 0 ? -result : result
    }
}
