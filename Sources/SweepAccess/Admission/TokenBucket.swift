internal import SweepModel

/// Lets through a burst, and after it a steady rate.
struct TokenBucket: Hashable, Sendable {
    private let capacity: Double
    private let ratePerSecond: Double
    private var tokens: Double
    private var lastRefill: Instant

    /// Makes a full bucket.
    ///
    /// - Parameters:
    ///   - capacity: The burst.
    ///   - ratePerSecond: The steady rate.
    ///   - now: The time.
    init(capacity: Int, ratePerSecond: Double, at now: Instant) {
        self.capacity = Double(capacity)
        self.ratePerSecond = ratePerSecond
        tokens = Double(capacity)
        lastRefill = now
    }

    /// Takes one token.
    ///
    /// - Returns: Whether there was one.
    mutating func take(at now: Instant) -> Bool {
        tokens = min(capacity, tokens + max(0, (now - lastRefill).seconds) * ratePerSecond)
        lastRefill = max(lastRefill, now)
        guard tokens >= 1 else { return false }
        tokens -= 1
        return true
    }
}
