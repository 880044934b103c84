public import HostSystem
public import SweepModel

extension MonotonicClock {
    /// The time that pure code gets; ``SweepModel/Instant/zero`` is when the clock was made.
    public var now: Instant { Instant(nanoseconds: elapsedNanoseconds) }
}
