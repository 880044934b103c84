internal import SweepModel

/// What a door remembers of one key.
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
