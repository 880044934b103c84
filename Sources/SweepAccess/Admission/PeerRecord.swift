internal import SweepModel
internal import TrainingModel
internal import ZeroMQ

/// What ``Admission`` remembers of one connection.
struct PeerRecord: Hashable, Sendable {
    /// The key that the peer came with, or `nil` where there are no keys.
    let key: String?

    /// Where the peer is, if that is known.
    let origin: MessageOrigin?

    /// What the peer's messages may still cost.
    var budget: TokenBucket

    /// What may still be dropped before the connection is cut.
    var overspend: TokenBucket

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

    /// Whether its connection was cut.
    var isCut = false

    /// Remembers a peer that sends its first message.
    init(key: String?, origin: MessageOrigin?, at now: Instant) {
        self.key = key
        self.origin = origin
        budget = TokenBucket(
            capacity: 2 * Limits.costPerSecond,
            ratePerSecond: Double(Limits.costPerSecond),
            at: now
        )
        overspend = TokenBucket(
            capacity: Limits.costBeforeCut,
            ratePerSecond: Double(Limits.costPerSecond) / 2,
            at: now
        )
        lastHeard = now
    }

    /// Decides about a message that came with `key` and costs `cost`.
    mutating func judge(_ key: String?, cost: Int, at now: Instant) -> MessageVerdict {
        guard self.key == key else { return .drop(.otherKey) }
        lastHeard = now
        if let exclusion { return cut(exclusion) }
        if budget.take(cost, at: now) { return .act }
        guard overspend.take(cost, at: now) else {
            exclusion = .tooFast
            return cut(.tooFast)
        }
        return .drop(.tooFast)
    }

    /// Cuts the connection once: what had arrived before is dropped.
    mutating func cut(_ reason: DropReason) -> MessageVerdict {
        guard !isCut, let origin else { return .drop(reason) }
        isCut = true
        return .cut(origin, reason)
    }
}

/// What ``Admission`` remembers of one key.
struct KeyRecord: Hashable, Sendable {
    /// The handshakes that are left.
    var handshakes: TokenBucket

    /// What the messages of all its peers may still cost.
    var budget: TokenBucket

    /// The peers that came with the key and are not forgotten.
    var connections = 0

    /// Remembers a key with `handshakesPerMinute` that has not connected yet.
    init(handshakesPerMinute: Int, at now: Instant) {
        handshakes = TokenBucket(
            capacity: handshakesPerMinute,
            ratePerSecond: Double(handshakesPerMinute) / 60,
            at: now
        )
        budget = TokenBucket(
            capacity: 2 * Limits.costPerSecondOfKey,
            ratePerSecond: Double(Limits.costPerSecondOfKey),
            at: now
        )
    }
}

/// The connections of one key from one address that were shut out.
struct AddressRecord: Hashable, Sendable {
    /// How many there were.
    var cuts = 0

    /// Until when they count, and, once there are too many, until when the address is banned.
    var end: Instant

    /// Whether the address is not served with that key at `now`.
    func isBanned(at now: Instant) -> Bool { cuts >= Limits.cutsPerAddress && now < end }
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

    /// Takes `count` tokens, or none.
    ///
    /// - Returns: Whether there were as many.
    mutating func take(_ count: Int = 1, at now: Instant) -> Bool {
        tokens = min(capacity, tokens + max(0, (now - lastRefill).seconds) * ratePerSecond)
        lastRefill = max(lastRefill, now)
        guard tokens >= Double(count) else { return false }
        tokens -= Double(count)
        return true
    }
}
