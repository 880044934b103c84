/// A time on a monotonic clock whose start means nothing; pure code gets it as an argument.
public struct Instant: Hashable, Comparable, Sendable {
    /// Nanoseconds since the clock's start.
    public let nanoseconds: Int64

    /// The time `nanoseconds` after the clock's start.
    public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// The start of the clock.
    public static let zero = Instant(nanoseconds: 0)

    /// Orders times.
    public static func < (left: Instant, right: Instant) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// The time `duration` later.
    public static func + (instant: Instant, duration: Duration) -> Instant {
        Instant(nanoseconds: instant.nanoseconds + duration.nanoseconds)
    }

    /// The time `duration` earlier.
    public static func - (instant: Instant, duration: Duration) -> Instant {
        Instant(nanoseconds: instant.nanoseconds - duration.nanoseconds)
    }

    /// How long after `earlier` this is.
    public static func - (instant: Instant, earlier: Instant) -> Duration {
        .nanoseconds(instant.nanoseconds - earlier.nanoseconds)
    }
}

extension Duration {
    /// The whole nanoseconds of this duration.
    public var nanoseconds: Int64 {
        // Nine seconds of attoseconds fit 64 bits, whose division takes a tenth of the time.
        let short = Int64(truncatingIfNeeded: attoseconds)
        if Int128(short) == attoseconds { return short / 1_000_000_000 }
        return components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
    }

    /// This duration in seconds.
    public var seconds: Double { Double(nanoseconds) / 1e9 }
}
