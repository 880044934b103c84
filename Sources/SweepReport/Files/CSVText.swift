internal import Quoting
internal import SweepModel

/// Cells of CSV files (RFC 4180).
enum CSVText {
    /// Ends every row.
    static let lineEnd = "\r\n"

    /// The hyper-parameter cells of `run` and its seed: the same in every row of a run.
    static func settingCells(of run: Run) -> String {
        let cells = HyperParameter.allCases.map { CSVField.text(run.setting.text(of: $0)) }
        return cells.joined(separator: ",") + ",\(run.seed)"
    }

    /// The names of the cells of ``settingCells(of:)``.
    static let settingColumns =
        HyperParameter.allCases.map(\.rawValue).joined(separator: ",") + ",seed"

    /// A number, or an empty cell if it is not finite.
    static func cell(_ value: Float) -> String { value.isFinite ? "\(value)" : "" }
}
