package import SweepModel

/// What a test drives with a clock of its own: time stands still until the test lets it pass.
package protocol FakeClock {
    /// The time.
    var now: Instant { get set }

    /// Tells the machine under test that time has passed.
    mutating func tick()
}

extension FakeClock {
    /// Lets time pass in steps that are no pause of the machine, with a tick after each.
    ///
    /// - Parameters:
    ///   - duration: How long to wait.
    ///   - beforeTick: What happens at the end of each step.
    package mutating func wait(
        _ duration: Duration,
        beforeTick: (inout Self) -> Void = { _ in }
    ) {
        let end = now + duration
        while now < end {
            now = min(end, now + .milliseconds(250))
            beforeTick(&self)
            tick()
        }
    }
}
