public import Foundation
public import SweepModel
public import TrainingModel
public import ZeroMQ

/// The access rules of a coordinator: who may connect, and how much each may send.
///
/// | what | limit | then |
/// |---|---|---|
/// | key unknown, revoked, expired | – | refused, and its messages are dropped |
/// | handshakes of a key | as many a minute as its connections, at least 60 | refused |
/// | connections of a key | what the list says | messages of the new one are dropped |
/// | cost of a peer's messages | ``Limits/costPerSecond`` | dropped, and at last cut |
/// | cost of a key's messages | ``Limits/costPerSecondOfKey`` | dropped |
/// | protocol errors of a peer | ``Limits/violationsPerPeer`` | the connection is cut |
/// | cut connections of a key from an address | ``Limits/cutsPerAddress`` | banned for a while |
/// | answers to a stranger | one a second | none |
/// | parts that are unread | ``Limits/unreadBytesPerPeer`` | the peer must say HELLO again |
/// | a name of another key's connection | – | dropped |
///
/// A peer is a connection of the transport; its name can be claimed by others once it is gone, so
/// each is bound to the key that it came with. Time comes in as an argument.
///
/// A key may be shared, so it is banned only for the address that misused it. Loopback
/// addresses are never banned: whoever is on this machine could keep its own workers out.
public struct Admission: Sendable {
    /// How long an address with too many cut connections gets no new one.
    package static let banDuration = Duration.seconds(600)

    /// The fewest handshakes that a key has in a minute.
    private static let handshakesPerMinute = 60

    /// A key at an address.
    private struct KeyAtAddress: Hashable {
        let key: String
        let address: String
    }

    /// The keys that may connect, or `nil` where the user gave up on keys.
    private var list: AllowList?

    private let idleLimit: Duration
    private let peerLimit: Int
    private var keys: [String: KeyRecord] = [:]
    private var peers: [PeerID: PeerRecord] = [:]
    private var addresses: [KeyAtAddress: AddressRecord] = [:]

    /// Messages that were dropped, by reason.
    public private(set) var dropped: [DropReason: Int] = [:]

    /// Starts without peers.
    ///
    /// - Parameters:
    ///   - list: The keys that may connect, or `nil` to admit all.
    ///   - idleLimit: How long a silent peer is remembered; no less than a lease.
    ///   - peerLimit: How many peers are remembered.
    public init(
        list: AllowList?,
        idleLimit: Duration,
        peerLimit: Int = 2 * Limits.workers
    ) {
        self.list = list
        self.idleLimit = idleLimit
        self.peerLimit = peerLimit
    }

    /// Decides about a connection attempt of the owner of `key`.
    ///
    /// An address that is banned gets in, to be told until when; see ``MessageVerdict/reject(_:)``.
    public mutating func admit(_ key: String, at now: Instant, date: Date) -> HandshakeVerdict {
        switch list?.status(of: key, at: date) {
        case .allowed(let allowed): return admit(allowed, at: now)
        case .expired(let known): return .refuse(reason: "the key “\(known.name)” has expired")
        case .revoked(let known): return .refuse(reason: "the key “\(known.name)” was revoked")
        case .unknown, nil: return .refuse(reason: "its key is unknown")
        }
    }

    private mutating func admit(_ allowed: AllowedKey, at now: Instant) -> HandshakeVerdict {
        var record = record(of: allowed, at: now)
        defer { keys[allowed.key.text] = record }
        guard record.handshakes.take(at: now) else {
            return .refuse(reason: "the key “\(allowed.name)” connects too often")
        }
        return .accept(name: allowed.name)
    }

    private func record(of allowed: AllowedKey, at now: Instant) -> KeyRecord {
        keys[allowed.key.text]
            ?? KeyRecord(
                handshakesPerMinute: max(Self.handshakesPerMinute, allowed.connections),
                at: now
            )
    }

    /// Decides about a message of `peer`.
    ///
    /// - Parameters:
    ///   - peer: The connection.
    ///   - key: The key that it came with, or `nil` where there are no keys.
    ///   - origin: Where it comes from, if that is known.
    ///   - cost: What the message costs, in short messages.
    ///   - now: The time.
    ///   - date: The date.
    /// - Returns: What becomes of it.
    public mutating func admit(
        messageOf peer: PeerID,
        key: String?,
        from origin: MessageOrigin?,
        cost: Int,
        at now: Instant,
        date: Date
    ) -> MessageVerdict {
        var verdict: MessageVerdict?
        if peers[peer] == nil {
            verdict = welcome(peer, key, from: origin, at: now, date: date)
        }
        let judged = verdict ?? judge(peer, key, cost: cost, at: now)
        switch judged {
        case .drop(let reason), .cut(_, let reason): dropped[reason, default: 0] += 1
        case .reject: dropped[.banned, default: 0] += 1
        case .act: break
        }
        return judged
    }

    private mutating func judge(
        _ peer: PeerID,
        _ key: String?,
        cost: Int,
        at now: Instant
    ) -> MessageVerdict {
        guard let index = peers.index(forKey: peer) else {
            preconditionFailure("a welcome peer is remembered")
        }
        let verdict = peers.values[index].judge(key, cost: cost, at: now)
        guard case .act = verdict, let key, keys[key]?.budget.take(cost, at: now) == false else {
            return verdict
        }
        return .drop(.keyTooFast)
    }

    /// Remembers a new peer, or says why not.
    private mutating func welcome(
        _ peer: PeerID,
        _ key: String?,
        from origin: MessageOrigin?,
        at now: Instant,
        date: Date
    ) -> MessageVerdict? {
        if peers.count >= peerLimit { forgetIdle(at: now) }
        guard peers.count < peerLimit else { return .drop(.tooManyPeers) }
        var ban: Rejection?
        if let list {
            guard let key, case .allowed(let allowed) = list.status(of: key, at: date) else {
                return .drop(.notAllowed)
            }
            var record = record(of: allowed, at: now)
            if record.connections >= allowed.connections {
                forgetIdle(at: now)
                record = keys[key] ?? record
            }
            guard record.connections < allowed.connections else {
                return .drop(.tooManyConnections)
            }
            record.connections += 1
            keys[key] = record
            ban = self.ban(of: allowed, at: origin?.address, at: now, date: date)
        }
        peers[peer] = PeerRecord(key: key, origin: origin, at: now)
        guard let ban else { return nil }
        peers[peer]?.exclusion = .banned
        return .reject(ban)
    }

    /// What the owner of a key is told at an address where the key is banned, or `nil`.
    private func ban(
        of allowed: AllowedKey,
        at address: String?,
        at now: Instant,
        date: Date
    ) -> Rejection? {
        guard let address,
            let record = addresses[KeyAtAddress(key: allowed.key.text, address: address)],
            record.isBanned(at: now)
        else { return nil }
        let end = (date + (record.end - now).seconds)
            .formatted(.iso8601.time(includingFractionalSeconds: false))
        return Rejection(
            code: .violation,
            detail: "the key “\(allowed.name)” is banned at \(address) until \(end) UTC, since "
                + "\(record.cuts) of its connections have broken the protocol too often"
        )
    }

    /// Counts a protocol error of `peer`; too many shut it out, and count against its address.
    ///
    /// - Returns: What becomes of the connection, which is cut by the last error that it may have.
    public mutating func recordViolation(of peer: PeerID, at now: Instant) -> MessageVerdict {
        guard var record = peers[peer], record.exclusion == nil else { return .drop(.banned) }
        record.violations += 1
        defer { peers[peer] = record }
        guard record.violations == Limits.violationsPerPeer else { return .act }
        record.exclusion = .banned
        if let key = record.key, let origin = record.origin, !origin.isLoopback {
            countCut(KeyAtAddress(key: key, address: origin.address), at: now)
        }
        return record.cut(.banned)
    }

    private mutating func countCut(_ place: KeyAtAddress, at now: Instant) {
        if addresses[place] == nil, addresses.count >= Limits.addressesRemembered {
            addresses = addresses.filter { now < $0.value.end }
            guard addresses.count < Limits.addressesRemembered else { return }
        }
        var record = addresses[place] ?? AddressRecord(end: now)
        if now >= record.end { record.cuts = 0 }
        record.cuts += 1
        record.end = now + Self.banDuration
        addresses[place] = record
    }

    /// Whether a stranger may be told once more that it is one.
    public mutating func mayAnswerStranger(_ peer: PeerID, at now: Instant) -> Bool {
        guard let record = peers[peer], now >= record.nextAnswer else { return false }
        peers[peer]?.nextAnswer = now + .seconds(1)
        return true
    }

    /// Whether `peer` may get the part of a blob that it asks for in `session`.
    public mutating func admitsPart(
        of name: BlobName,
        offset: Int,
        to peer: PeerID,
        in session: SessionID
    ) -> Bool {
        peers[peer]?.parts.admits(name, offset: offset, in: session) ?? false
    }

    /// Counts a part that was sent to `peer`.
    public mutating func recordPart(_ part: BlobPart, to peer: PeerID) {
        peers[peer]?.parts.record(part)
    }

    /// Takes another list; what it no longer allows is shut out by ``shutOut(at:)``.
    public mutating func replaceList(_ list: AllowList) {
        self.list = list
    }

    /// Shuts out all peers whose key is no longer allowed.
    ///
    /// - Returns: Those that were shut out by this call, in a fixed order.
    public mutating func shutOut(at date: Date) -> [PeerID] {
        guard let list else { return [] }
        // Every peer came with one of these keys, which are few.
        let barred = Set(
            keys.keys.filter { key in
                if case .allowed = list.status(of: key, at: date) { false } else { true }
            }
        )
        guard !barred.isEmpty else { return [] }
        var excluded: [PeerID] = []
        for (peer, record) in peers where record.exclusion == nil {
            if let key = record.key, barred.contains(key) { excluded.append(peer) }
        }
        excluded.sort { $0.bytes.lexicographicallyPrecedes($1.bytes) }
        for peer in excluded { peers[peer]?.exclusion = .notAllowed }
        return excluded
    }

    /// Forgets the peers that were silent for too long: their sessions are over.
    public mutating func forgetIdle(at now: Instant) {
        for (peer, record) in peers where now - record.lastHeard >= idleLimit {
            peers[peer] = nil
            if let key = record.key { keys[key]?.connections -= 1 }
        }
    }
}

/// The decision about a connection attempt.
public enum HandshakeVerdict: Hashable, Sendable {
    /// The peer may connect; the name is that of its key.
    case accept(name: String)

    /// The peer may not connect; the reason is for the log.
    case refuse(reason: String)
}

/// The decision about a message.
public enum MessageVerdict: Hashable, Sendable {
    /// It is acted on.
    case act

    /// It is dropped without an answer.
    case drop(DropReason)

    /// It is dropped, and the connection that it came through is to be cut.
    case cut(MessageOrigin, DropReason)

    /// It is dropped, and the peer is told why it is not served; nothing else of it is heard.
    case reject(Rejection)
}

/// Why a message is dropped without an answer.
public enum DropReason: String, Hashable, Sendable, CaseIterable {
    /// The connection's name belongs to another key.
    case otherKey = "its connection belongs to another key"

    /// The key is unknown, expired or revoked by now.
    case notAllowed = "its key is not allowed any more"

    /// The peer, or its key at its address, has broken the protocol too often.
    case banned = "it has broken the protocol too often"

    /// The peer sends more than any worker does.
    case tooFast = "it sends too much"

    /// The peers of the key send more than a coordinator can act on.
    case keyTooFast = "the workers of its key send too much"

    /// The key is used by more connections than it may.
    case tooManyConnections = "its key has too many connections"

    /// There are more peers than a coordinator serves.
    case tooManyPeers = "there are too many peers"
}
