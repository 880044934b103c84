internal import SweepModel
internal import TrainingModel

/// What a door remembers of one connection.
struct PeerRecord: Hashable, Sendable {
    /// The key that the peer came with, or `nil` where there are no keys.
    let key: String?

    /// The messages that are left.
    var messages: TokenBucket

    /// When the last message came.
    var lastHeard: Instant

    /// When the peer may be told again that it is a stranger.
    var nextAnswer = Instant(nanoseconds: .min)

    /// What was sent to the peer and may lie unread.
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
