public import SweepModel

/// What a coordinator wants done, in this order: first all records in one transaction, then the
/// rest.
public enum CoordinatorEffect: Hashable, Sendable {
    /// Commit a record.
    case persist(StoreRecord)

    /// Send a message.
    case send(PeerID, CoordinatorEnvelope)

    /// Read a part of a blob and send it.
    case sendPart(PeerID, SessionID, BlobName, offset: Int)

    /// Tell the user.
    case notice(CoordinatorNotice)

    /// The sweep is over or stopped: close everything.
    case finish

    /// Whether it is to be committed.
    var isRecord: Bool {
        if case .persist = self { true } else { false }
    }
}
