/// Cells of CSV files (RFC 4180).
public enum CSVField {
    /// A text, in quotation marks where the format asks for them.
    ///
    /// A spreadsheet takes a cell that begins with `=`, `+`, `-`, `@`, tab or a carriage return for
    /// a formula, and runs it. Such a text gets an apostrophe before it, by which spreadsheets know
    /// text, unless it is a plain decimal number such as `-1`. A text that begins with an
    /// apostrophe gets one more, so that taking one away always gives the text back.
    ///
    /// - Source: OWASP, "CSV Injection".
    public static func text(_ text: String) -> String {
        let isDefused = text.utf8.first.map("=+-@\t\r'".utf8.contains) ?? false
        let bytes =
            isDefused && !isNumber(text)
            ? [UInt8(ascii: "'")] + Array(text.utf8)
            : Array(text.utf8)
        guard bytes.contains(where: ",\"\n\r".utf8.contains) else {
            return String(decoding: bytes, as: UTF8.self)
        }
        var cell = [UInt8(ascii: "\"")]
        for byte in bytes {
            if byte == UInt8(ascii: "\"") { cell.append(byte) }
            cell.append(byte)
        }
        cell.append(UInt8(ascii: "\""))
        return String(decoding: cell, as: UTF8.self)
    }

    /// Whether `text` is a decimal number, with or without a sign and an exponent.
    private static func isNumber(_ text: String) -> Bool {
        text.utf8.allSatisfy("+-.eE0123456789".utf8.contains) && Double(text) != nil
    }
}
