internal import SweepModel
internal import TrainingModel

/// Growing pauses with full jitter, so that a thousand workers do not come back in the same moment.
///
/// - Source: Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
struct BackOff: Hashable, Sendable {
    let shortest: Duration
    let longest: Duration
    private var failures = 0

    init(shortest: Duration, longest: Duration) {
        self.shortest = shortest
        self.longest = longest
    }

    /// A pause between the shortest one and shortest · 2^failures, at most the longest.
    mutating func next(using random: inout SplitMix64) -> Duration {
        let ceiling = min(longest, shortest * (1 << min(failures, 16)))
        failures += 1
        return shortest + (ceiling - shortest) * random.nextFraction()
    }

    mutating func reset() { failures = 0 }
}
