internal import Quoting
internal import SweepModel
internal import TrainingModel

/// Cells of CSV files (RFC 4180).
enum CSVText {
    /// Ends every row.
    static let lineEnd = "\r\n"

    /// The cells of the axes of `run` and its seed: the same in every row of a run.
    static func settingCells(of run: Run) -> String {
        let cells = Axis.all.map { CSVField.text($0.text(of: run.setting)) }
        return cells.joined(separator: ",") + ",\(run.seed)"
    }

    /// The names of the cells of ``settingCells(of:)``.
    static let settingColumns =
        Axis.all.map(\.name).joined(separator: ",") + ",seed"

    /// A number, or an empty cell if it is not finite.
    static func cell(_ value: Float) -> String { value.isFinite ? "\(value)" : "" }
}
