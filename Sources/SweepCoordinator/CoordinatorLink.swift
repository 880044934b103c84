public import SweepModel

/// A coordinator's way to its workers, with the rules for who may say what.
public protocol CoordinatorLink: AnyObject {
    /// Waits for a message, a handshake, or something to read from one of `descriptors`.
    ///
    /// - Throws: An error that ends the coordinator when it cannot wait.
    func wait(upTo limit: Duration, alsoFor descriptors: [CInt]) throws

    /// Answers the handshakes that wait.
    ///
    /// - Returns: The peers whose key is no longer allowed, each once.
    /// - Throws: An error that ends the coordinator when the socket cannot be used.
    func serviceHandshakes() throws -> [PeerID]

    /// The next thing that a peer sent, or `nil` when nothing waits.
    ///
    /// - Throws: An error that ends the coordinator when the socket cannot be read.
    func receive() throws -> IncomingFrame?

    /// Queues a message for a peer, or drops it for one that does not read: what matters is sent
    /// again when the worker asks.
    ///
    /// - Returns: Whether the peer is connected.
    /// - Throws: An error that ends the coordinator when the socket cannot be used.
    func send(_ envelope: CoordinatorEnvelope, to peer: PeerID) throws -> Bool

    /// Whether `peer` may get the part of a blob that it asks for in `session`, which is refused to
    /// one that reads nothing.
    func admitsPart(of name: BlobName, offset: Int, to peer: PeerID, in session: SessionID) -> Bool

    /// The part as it is sent: its end shows that the peer that asks for the next one has read it.
    func markedPart(_ part: BlobPart) -> BlobPart

    /// Counts a protocol error of `peer`.
    func recordViolation(of peer: PeerID)
}

/// What a peer sent.
public enum IncomingFrame: Hashable, Sendable {
    /// A message of one frame.
    case frame(PeerID, [UInt8])

    /// Something else.
    case malformed(PeerID, detail: String)

    /// A message that was not let through.
    case dropped
}
