/// Decimal numbers of CSV files.
package enum DecimalNumber {
    /// The value of a decimal number, with or without spaces around it; `nil` for other texts.
    package static func value(of text: String) -> Double? {
        // Swift would read hexadecimal numbers too, which no CSV file means.
        let isHexadecimal = text.utf8.contains { $0 | 0x20 == UInt8(ascii: "x") }
        return isHexadecimal ? nil : Double(trimmed(text))
    }

    /// The text without the spaces and tabs around it.
    private static func trimmed(_ text: String) -> Substring {
        let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        var trimmed = text.utf8.drop(while: isSpace)
        while let last = trimmed.last, isSpace(last) { trimmed.removeLast() }
        return Substring(trimmed)
    }
}
