internal import SweepModel
internal import TrainingModel

/// What ``Admission`` remembers of one connection.
struct PeerRecord: Hashable, Sendable {
    /// The key that the peer came with, or `nil` where there are no keys.
    let key: String?

    /// The messages that are left.
    var messages: TokenBucket

    /// When the last message came.
    var lastHeard: Instant

    /// When the peer may be told again that it is a stranger.
    var nextAnswer = Instant(nanoseconds: .min)

    /// What was sent to the peer and may still be unread.
    var parts = PartWindow(.none)

    /// How often the peer broke the protocol.
    var violations = 0

    /// Why nothing of the peer is acted on any more, or `nil`.
    var exclusion: DropReason?

    /// Remembers a peer that speaks for the first time.
    init(key: String?, at now: Instant) {
        self.key = key
        messages = TokenBucket(
            capacity: 2 * Limits.messagesPerSecond,
            ratePerSecond: Double(Limits.messagesPerSecond),
            at: now
        )
        lastHeard = now
    }

    /// Decides about a message that came with `key`.
    mutating func judge(_ key: String?, at now: Instant) -> MessageVerdict {
        guard self.key == key else { return .drop(.otherKey) }
        lastHeard = now
        if let exclusion { return .drop(exclusion) }
        return messages.take(at: now) ? .act : .drop(.tooFast)
    }
}

/// What ``Admission`` remembers of one key.
struct KeyRecord: Hashable, Sendable {
    /// The handshakes that are left.
    var handshakes: TokenBucket

    /// The peers that came with the key and are not forgotten.
    var connections = 0

    /// When the key may connect again.
    var bannedUntil = Instant(nanoseconds: .min)

    /// Remembers a key that has not connected yet.
    init(handshakes: TokenBucket) {
        self.handshakes = handshakes
    }
}

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
