/// Cells of a table that have no value.
package enum MissingCell {
    /// What is to be done in a table that is trained on.
    static let trainingHint =
        "; missing values are not trained on: fill them in, or leave out the row or the column"

    /// What is to be done in a table that predictions are made for.
    package static let predictionHint =
        "; nothing is predicted from missing values: fill them in as for training, or leave "
        + "out the row"

    /// What stands in cells that have no value.
    private static let words = ["", "na", "n/a", "null", "none", "?", "-"]

    /// Whether a text that is no number stands for a missing one.
    ///
    /// - Parameter text: The cell.
    /// - Returns: Whether it is empty, or a usual word for nothing.
    package static func isMissing(_ text: String) -> Bool {
        words.contains(text.lowercased().filter { $0 != " " })
    }
}
