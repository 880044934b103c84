internal import ArgumentParser
internal import SweepSpecReader

/// A duration on the command line, such as `300s`, `20m`, `1h30m` or plain seconds.
struct DurationOption: ExpressibleByArgument {
    let duration: Duration

    /// Wraps a default.
    init(_ duration: Duration) { self.duration = duration }

    /// Reads a duration, or returns `nil` for any other text.
    init?(argument: String) {
        guard let duration = DurationSpelling.duration(argument) else { return nil }
        self.duration = duration
    }
}
