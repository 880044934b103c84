internal import SweepSpecReader

/// A duration on the command line, such as `300s`, `20m`, `1h30m` or plain seconds.
///
/// Options name ``init(parsing:)`` as their transform, so that a wrong value is told what is
/// allowed.
struct DurationOption: CustomStringConvertible {
    /// Why a text is no duration.
    struct Refusal: Error, CustomStringConvertible {
        /// What is allowed.
        let description: String
    }

    let duration: Duration

    /// The duration as it can be typed.
    var description: String {
        let (seconds, attoseconds) = duration.components
        let milliseconds = attoseconds / 1_000_000_000_000_000
        return milliseconds == 0 ? "\(seconds)s" : "\(seconds * 1_000 + milliseconds)ms"
    }

    /// Wraps a default.
    init(_ duration: Duration) { self.duration = duration }

    /// Reads a duration.
    ///
    /// - Throws: ``Refusal`` with what is allowed.
    init(parsing text: String) throws {
        guard let duration = DurationSpelling.duration(text) else {
            throw Refusal(description: "allowed is \(DurationSpelling.allowed)")
        }
        self.duration = duration
    }
}
