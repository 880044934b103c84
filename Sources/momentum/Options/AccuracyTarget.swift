internal import ArgumentParser

/// A target on the command line, such as `accuracy=0.9` or plain `0.9`.
struct AccuracyTarget: ExpressibleByArgument {
    /// The target when nobody says otherwise.
    static let usual = AccuracyTarget(accuracy: 0.9)

    /// The share of samples that are classified rightly, in 0...1.
    let accuracy: Double

    private init(accuracy: Double) { self.accuracy = accuracy }

    /// Reads a target, or returns `nil` for any other text.
    init?(argument: String) {
        let prefix = "accuracy="
        let text = argument.hasPrefix(prefix) ? argument.dropFirst(prefix.count) : argument[...]
        guard let accuracy = Double(text), (0...1).contains(accuracy) else { return nil }
        self.init(accuracy: accuracy)
    }

    /// The spelling for the help.
    var defaultValueDescription: String { "accuracy=\(accuracy)" }
}
