public import SweepModel

/// The machine's monotonic clock, as times that pure code understands.
public struct MonotonicClock: Sendable {
    private let start = ContinuousClock.now

    /// Starts to count at ``SweepModel/Instant/zero``.
    public init() {}

    /// The time since the clock was made; it goes on while the machine sleeps.
    public var now: Instant { .zero + (ContinuousClock.now - start) }
}
