public import SweepModel
internal import TrainingModel

/// How much of what was sent to a peer it may have left unread.
///
/// libzmq does not report what a peer has read, and limits what waits for it by messages, not by
/// bytes. But the parts of a blob have unpredictable lengths
/// (``SweepModel/BlobPart/shortened(using:)``): a peer that asks for the byte after the last part
/// has read that part, and all that came before. So has one that knows the number of a new session,
/// since that number is a secret of its WELCOME.
///
/// Once too much is unread only a new session helps: otherwise a peer could guess again and again.
struct PartWindow: Hashable, Sendable {
    /// What an answer takes besides its bytes.
    private static let overheadBytes = 1 << 10

    private let session: SessionID
    private var unreadBytes = 0
    private var nextName: BlobName?
    private var nextOffset = 0

    /// Begins with a session, in which nothing is unread.
    init(_ session: SessionID) { self.session = session }

    /// Whether the part of `name` at `offset` may be sent in `session`.
    mutating func admits(_ name: BlobName, offset: Int, in session: SessionID) -> Bool {
        if session != self.session { self = PartWindow(session) }
        guard unreadBytes < Limits.unreadBytesPerPeer else { return false }
        if name == nextName, offset == nextOffset { unreadBytes = 0 }
        return true
    }

    /// Counts a part that was sent.
    mutating func record(_ part: BlobPart) {
        unreadBytes += part.bytes.count + Self.overheadBytes
        // Everybody knows where a blob ends.
        nextName = part.isLast ? nil : part.name
        nextOffset = part.end
    }
}

extension BlobPart {
    /// The longest part that is sent as it is: to take it apart would cost more than it proves.
    private static let wholeBytes = 16 << 10

    /// A beginning of the part, at least three quarters of it and never all, unless it is short.
    public func shortened(using generator: inout some RandomNumberGenerator) -> BlobPart {
        guard bytes.count > Self.wholeBytes else { return self }
        let count = Int.random(in: bytes.count * 3 / 4..<bytes.count, using: &generator)
        return BlobPart(
            name: name,
            offset: offset,
            totalBytes: totalBytes,
            bytes: Array(bytes.prefix(count))
        )
    }
}
