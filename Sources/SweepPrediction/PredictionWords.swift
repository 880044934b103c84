internal import Quoting

/// What is said about predictions beside the predictions.
package enum PredictionWords {
    /// The columns that a line lists.
    private static let listLimit = 20

    /// That columns are not used.
    ///
    /// - Parameters:
    ///   - columns: Their names; at least one.
    ///   - file: The name of the table.
    /// - Returns: A line.
    package static func ignored(_ columns: [String], of file: String) -> String {
        let names = columns.prefix(listLimit).map { VisibleText.quoted($0) }
            .joined(separator: ", ")
        let more = columns.count > listLimit ? " and \(columns.count - listLimit) more" : ""
        return "momentum: \(file): the network knows no column \(names)\(more); "
            + (columns.count == 1 ? "it is ignored" : "they are ignored")
    }

    /// How right predictions are, and which rows have none.
    ///
    /// - Parameters:
    ///   - tally: The counts.
    ///   - file: The name of the table.
    ///   - label: The name of the label's column.
    ///   - number: How a loss is written for people.
    /// - Returns: Lines; none if there is nothing to say.
    package static func lines(
        of tally: PredictionTally,
        of file: String,
        label: String,
        number: (Double) -> String
    ) -> [String] {
        var lines: [String] = []
        if tally.unpredicted.count > 0 {
            lines.append(
                "\(rows(tally.unpredicted)) no prediction, since the network's outputs are not "
                    + "finite: the values are far beyond those that it was trained on"
            )
        }
        if tally.unknown.count > 0 {
            lines.append(
                "\(rows(tally.unknown)) in the column \(VisibleText.quoted(label)) the name of no "
                    + "class; accuracy and loss leave them out"
            )
        }
        if let accuracy = tally.accuracy, let loss = tally.loss {
            lines.append(
                "accuracy \(percent(accuracy)) (\(tally.correctCount) of "
                    + "\(tally.labelledCount) rows), loss \(number(loss))"
            )
        }
        return lines.map { "momentum: \(file): \($0)" }
    }

    /// A share as a percentage with one decimal.
    private static func percent(_ share: Double) -> String {
        let tenths = Int((share * 1000).rounded())
        return "\(tenths / 10).\(tenths % 10) %"
    }

    private static func rows(_ rows: PredictionTally.Rows) -> String {
        rows.count == 1
            ? "the row in line \(rows.firstLine) has"
            : "\(rows.count) rows, the first in line \(rows.firstLine), have"
    }
}
