internal import SweepModel

/// Cells of CSV files (RFC 4180).
enum CSVText {
    /// Ends every row.
    static let lineEnd = "\r\n"

    /// The hyper-parameter cells of `run` and its seed: the same in every row of a run.
    static func settingCells(of run: Run) -> String {
        let cells = HyperParameter.allCases.map { quoted(run.setting.text(of: $0)) }
        return cells.joined(separator: ",") + ",\(run.seed)"
    }

    /// The names of the cells of ``settingCells(of:)``.
    static let settingColumns =
        HyperParameter.allCases.map(\.rawValue).joined(separator: ",") + ",seed"

    /// A number, or an empty cell if it is not finite.
    static func cell(_ value: Float) -> String { value.isFinite ? "\(value)" : "" }

    /// A text, in quotation marks where the format asks for them.
    static func quoted(_ text: String) -> String {
        let special: Set<UInt8> = [0x2C, 0x22, 0x0A, 0x0D]
        guard text.utf8.contains(where: special.contains) else { return text }
        var quoted = "\""
        for character in text {
            if character == "\"" { quoted.append("\"") }
            quoted.append(character)
        }
        return quoted + "\""
    }
}
