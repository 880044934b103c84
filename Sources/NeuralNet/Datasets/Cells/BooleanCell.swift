/// Cells of a table that say whether something holds.
package enum BooleanCell {
    /// The words in their usual spellings: as written here, capitalized, and in capitals.
    private static let words: [(word: String, value: Double)] = [
        ("true", 1), ("false", 0), ("yes", 1), ("no", 0),
    ]

    /// What a cell says.
    ///
    /// - Parameter text: The cell.
    /// - Returns: 1 for `true` and `yes`, 0 for `false` and `no`, and `nil` for other texts.
    package static func value(of text: String) -> Double? {
        words.first { word, _ in
            [word, word.prefix(1).uppercased() + word.dropFirst(), word.uppercased()].contains(text)
        }?.value
    }
}
