/// The machine's monotonic clock, which counts from its own beginning.
public struct MonotonicClock: Sendable {
    private let start = ContinuousClock.now

    /// Starts to count at zero.
    public init() {}

    /// The time since the clock was made; it goes on while the machine sleeps.
    public var elapsed: Duration { ContinuousClock.now - start }
}
