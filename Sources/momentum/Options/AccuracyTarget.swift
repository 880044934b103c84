internal import ArgumentParser

/// A target on the command line, such as `accuracy=0.9` or plain `0.9`.
struct AccuracyTarget {
    /// The share of samples that are classified rightly, above 0 and at most 1.
    let accuracy: Double

    /// Reads a target.
    ///
    /// - Throws: `ValidationError` for any other text.
    static func read(_ argument: String) throws -> AccuracyTarget {
        let prefix = "accuracy="
        let text = argument.hasPrefix(prefix) ? argument.dropFirst(prefix.count) : argument[...]
        guard let accuracy = Double(text), accuracy > 0, accuracy <= 1 else {
            let percent = Double(text) ?? 0
            let hint = percent > 2 && percent <= 100 ? "; did you mean \(percent / 100)?" : ""
            throw ValidationError("expected a share above 0, at most 1, such as 0.9\(hint)")
        }
        return AccuracyTarget(accuracy: accuracy)
    }
}
