internal import Glibc

/// The machine's monotonic clock, which counts from its own beginning.
public struct MonotonicClock: Sendable {
    private let start = Self.nanoseconds

    /// Starts to count at zero.
    public init() {}

    /// The time since the clock was made; it goes on while the machine sleeps.
    public var elapsed: Duration { .nanoseconds(elapsedNanoseconds) }

    /// The nanoseconds since the clock was made; it goes on while the machine sleeps.
    public var elapsedNanoseconds: Int64 { Self.nanoseconds - start }

    // As ContinuousClock counts, but in 64 bits: loops look at the clock with every message, and a
    // Duration has 128.
    private static var nanoseconds: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
