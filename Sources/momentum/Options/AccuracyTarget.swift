internal import ArgumentParser

/// A target on the command line, such as `accuracy=0.9` or plain `0.9`.
struct AccuracyTarget {
    /// The share of samples that are classified rightly, in 0...1.
    let accuracy: Double

    /// Reads a target.
    ///
    /// - Throws: `ValidationError` for any other text.
    static func read(_ argument: String) throws -> AccuracyTarget {
        let prefix = "accuracy="
        let text = argument.hasPrefix(prefix) ? argument.dropFirst(prefix.count) : argument[...]
        guard let accuracy = Double(text), (0...1).contains(accuracy) else {
            throw ValidationError("a share from 0 to 1, such as accuracy=0.9")
        }
        return AccuracyTarget(accuracy: accuracy)
    }
}
