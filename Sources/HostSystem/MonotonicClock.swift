internal import Glibc

/// The machine's monotonic clock, which counts from its own beginning.
public struct MonotonicClock: Sendable {
    private let start = Self.nanoseconds

    /// Starts to count at zero.
    public init() {}

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

extension Duration {
    /// The duration in whole milliseconds, rounded up and held within `0...CInt.max`.
    ///
    /// Rounding up keeps a poll from spinning through the last fraction before its deadline.
    package var wholeMilliseconds: CInt {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        let attosecondsPerMillisecond: Int64 = 1_000_000_000_000_000
        let fraction = (attoseconds + attosecondsPerMillisecond - 1) / attosecondsPerMillisecond
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000)
        guard !overflow, whole < Int64(CInt.max) - fraction else { return CInt.max }
        return CInt(whole + fraction)
    }

    /// The duration in whole seconds, rounded up and held within `0...CInt.max`.
    package var wholeSeconds: CInt {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        guard seconds < Int64(CInt.max) else { return CInt.max }
        return CInt(seconds) + (attoseconds > 0 ? 1 : 0)
    }
}
