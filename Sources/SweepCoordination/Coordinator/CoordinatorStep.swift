public import SweepModel

/// What a ``CoordinatorDriver`` wants its shell to do next.
public enum CoordinatorStep: Hashable, Sendable {
    /// Wait for messages, commands and signals, at most until then; read them and end the turn.
    case read(until: Instant)

    /// Store all of the records or none of them, durably, and tell the outcome.
    case store([StoreRecord])

    /// Send a message, or drop it for a peer that does not read.
    case send(PeerID, CoordinatorEnvelope)

    /// Send the part of a blob that starts at `offset`, for the session of the peer.
    case sendPart(PeerID, SessionID, BlobName, offset: Int)

    /// Tell the user.
    case notice(CoordinatorNotice)

    /// Leave.
    case end(End)

    /// How a coordinator ends.
    public enum End: Hashable, Sendable {
        /// The sweep is done or cancelled.
        case completed(SweepState)

        /// It was asked to leave; the sweep can be resumed.
        case stopped
    }
}
