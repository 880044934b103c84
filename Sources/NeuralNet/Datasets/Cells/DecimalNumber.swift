package import TrainingModel

/// Decimal numbers of CSV files.
package enum DecimalNumber {
    /// The value of a decimal number, with or without spaces around it; `nil` for other texts.
    ///
    /// - Parameters:
    ///   - text: The cell.
    ///   - mark: What stands before the fraction.
    /// - Returns: The nearest Double; infinite beyond the range of Double and for `inf`, NaN for
    ///   `nan`.
    package static func value(of text: String, mark: DecimalMark = .point) -> Double? {
        var text = text
        return text.withUTF8 { value(of: $0[...], mark: mark) }
    }

    /// The value of a decimal number in UTF-8, as that of its text.
    ///
    /// - Parameters:
    ///   - cell: The bytes of the cell.
    ///   - mark: What stands before the fraction.
    /// - Returns: The value, or `nil`.
    package static func value(
        of cell: Slice<UnsafeBufferPointer<UInt8>>,
        mark: DecimalMark = .point
    ) -> Double? {
        let digits = trimmed(cell)
        if let value = DecimalDigits(digits, mark: mark.byte)?.value { return value }
        // Swift would read hexadecimal numbers too, which no CSV file means, and stops at a NUL.
        guard !digits.contains(where: { $0 | 0x20 == UInt8(ascii: "x") || $0 == 0 }) else {
            return nil
        }
        if mark == .point {
            return String(validating: digits, as: UTF8.self).flatMap { Double($0) }
        }
        guard !digits.contains(DecimalMark.point.byte) else { return nil }
        let pointed = digits.map { $0 == mark.byte ? DecimalMark.point.byte : $0 }
        return String(validating: pointed, as: UTF8.self).flatMap { Double($0) }
    }

    /// The cell without the spaces and tabs around it.
    private static func trimmed(
        _ cell: Slice<UnsafeBufferPointer<UInt8>>
    ) -> Slice<UnsafeBufferPointer<UInt8>> {
        let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        var cell = cell
        while let first = cell.first, isSpace(first) { cell.removeFirst() }
        while let last = cell.last, isSpace(last) { cell.removeLast() }
        return cell
    }
}

/// A decimal number as ±significand · 10ˣ, x the exponent, of the common length.
///
/// Numbers of up to 19 digits, nearly all that files hold, become Doubles by a few instructions
/// here; longer and larger ones are left to Swift.
struct DecimalDigits {
    private var isNegative = false
    private var significand: UInt64 = 0
    private var exponent = 0

    /// 10⁰ to 10²², which are Doubles exactly.
    private static let exactPowers: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ]

    /// 10⁰ to 10¹⁹, the powers that 64 bits hold.
    private static let wholePowers: [UInt64] = (0...19).map { exponent in
        (0..<exponent).reduce(1) { power, _ in 10 * power }
    }

    /// Reads digits with at most one sign, point and exponent; gives `nil` for anything else, and
    /// for more than 19 digits without leading zeros.
    ///
    /// - Parameters:
    ///   - cell: The bytes.
    ///   - mark: What stands before the fraction.
    init?(_ cell: Slice<UnsafeBufferPointer<UInt8>>, mark: UInt8) {
        let bytes = UnsafeBufferPointer(rebasing: cell)
        var index = 0
        if index < bytes.count, bytes[0] == UInt8(ascii: "-") || bytes[0] == UInt8(ascii: "+") {
            isNegative = bytes[0] == UInt8(ascii: "-")
            index = 1
        }
        let start = index
        while index < bytes.count, let digit = Self.digit(bytes[index]) {
            significand = significand &* 10 &+ digit
            index += 1
        }
        var digitCount = index - start
        if index < bytes.count, bytes[index] == mark {
            index += 1
            let fraction = index
            while index < bytes.count, let digit = Self.digit(bytes[index]) {
                significand = significand &* 10 &+ digit
                index += 1
            }
            exponent = fraction - index
            digitCount -= exponent
        }
        if digitCount > 19 {
            let digits = bytes[start..<index].filter { $0 != mark }
            digitCount -= digits.prefix { $0 == UInt8(ascii: "0") }.count
            guard digitCount <= 19 else { return nil }
        } else if digitCount == 0 {
            return nil
        }
        if index < bytes.count {
            guard let written = Self.exponent(bytes[index...]) else { return nil }
            exponent += written
        }
    }

    /// The nearest Double, of two equally near ones the even one; `nil` if it takes more than one
    /// rounding to find.
    var value: Double? {
        let magnitude: Double
        if significand < 1 << 53, abs(exponent) < Self.exactPowers.count {
            // Both numbers are exact, so the product or quotient is rounded once.
            let number = Double(significand)
            magnitude =
                exponent < 0
                ? number / Self.exactPowers[-exponent] : number * Self.exactPowers[exponent]
        } else if exponent <= 0, exponent > -Self.wholePowers.count {
            magnitude = Self.quotient(significand, Self.wholePowers[-exponent])
        } else {
            return nil
        }
        return isNegative ? -magnitude : magnitude
    }

    /// n / d, rounded once.
    ///
    /// Both are shifted to 64 bits, so that n · 2⁶³ / d has 63 bits or 64, ten more than a Double;
    /// whether there is a remainder is put into the last of them, so that rounding sees it.
    ///
    /// - Precondition: Both are above 0.
    private static func quotient(_ numerator: UInt64, _ divisor: UInt64) -> Double {
        let (shift, divisorShift) = (numerator.leadingZeroBitCount, divisor.leadingZeroBitCount)
        let shifted = numerator << shift
        let (quotient, remainder) = (divisor << divisorShift)
            .dividingFullWidth((shifted >> 1, shifted << 63))
        let number = Double(quotient | (remainder == 0 ? 0 : 1))
        return number * Double(sign: .plus, exponent: divisorShift - shift - 63, significand: 1)
    }

    @inline(__always) private static func digit(_ byte: UInt8) -> UInt64? {
        let digit = byte &- UInt8(ascii: "0")
        return digit < 10 ? UInt64(digit) : nil
    }

    /// What stands behind `e`, of up to three digits.
    private static func exponent(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        guard let mark = bytes.first, mark | 0x20 == UInt8(ascii: "e") else { return nil }
        var digits = bytes.dropFirst()
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative || digits.first == UInt8(ascii: "+") { digits.removeFirst() }
        guard (1...3).contains(digits.count) else { return nil }
        var exponent = 0
        for byte in digits {
            guard let digit = digit(byte) else { return nil }
            exponent = 10 * exponent + Int(digit)
        }
        return isNegative ? -exponent : exponent
    }
}
