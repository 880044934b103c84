/// Cells of CSV files (RFC 4180).
public enum CSVField {
    /// A text, in quotation marks where the format asks for them.
    ///
    /// A spreadsheet takes a cell that begins with `=`, `+`, `-`, `@`, tab or a carriage return for
    /// a formula, and runs it. Such a text gets an apostrophe before it, by which spreadsheets know
    /// text. Numbers are not texts: they are written as they are.
    ///
    /// - Source: OWASP, "CSV Injection".
    public static func text(_ text: String) -> String {
        let isFormula = text.utf8.first.map("=+-@\t\r".utf8.contains) ?? false
        let bytes = isFormula ? [UInt8(ascii: "'")] + Array(text.utf8) : Array(text.utf8)
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
}
