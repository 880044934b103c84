/// Suggestions for names that are misspelled.
public enum NearestText {
    /// The candidate that is spelled most like `text`, or `nil` if none comes near.
    ///
    /// A candidate is near when at most a third of the letters of `text` differ, and at least one
    /// may; upper and lower case are the same. Of equally near ones the first wins.
    ///
    /// - Parameters:
    ///   - text: What was written.
    ///   - candidates: What is known.
    /// - Returns: One of `candidates`.
    /// - Complexity: O(k·n²) for k candidates of n letters.
    public static func nearest(to text: String, among candidates: [String]) -> String? {
        // Nobody misspells a text that long, and its cost grows with the square of the length.
        guard text.utf8.count <= 256 else { return nil }
        let written = text.lowercased()
        var best: (candidate: String, distance: Int)?
        for candidate in candidates where candidate.utf8.count <= 256 {
            let distance = editDistance(written, candidate.lowercased())
            if distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        guard let best, best.distance <= max(1, written.count / 3) else { return nil }
        // A text without a letter in common with `text` explains nothing.
        return best.distance < best.candidate.count ? best.candidate : nil
    }

    /// How many letters must be inserted, removed or replaced to make `left` of `right`.
    ///
    /// - Complexity: O(n·m).
    /// - Source: Wagner and Fischer, "The String-to-String Correction Problem", 1974.
    public static func editDistance(
        _ left: some StringProtocol,
        _ right: some StringProtocol
    ) -> Int {
        let columns = Array(right)
        var row = Array(0...columns.count)
        for letter in left {
            var diagonal = row[0]
            row[0] += 1
            for (index, other) in columns.enumerated() {
                let replaced = diagonal + (letter == other ? 0 : 1)
                diagonal = row[index + 1]
                row[index + 1] = min(replaced, row[index] + 1, diagonal + 1)
            }
        }
        return row[columns.count]
    }
}
