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

/// What a user may want to know while a sweep runs.
public enum CoordinatorNotice: Hashable, Sendable {
    /// A worker joined, or came back.
    case joined(label: String, slots: Int)

    /// A worker is of another build than the coordinator, whose build is `own`; it is served.
    case otherBuild(label: String, build: String, own: String)

    /// A worker said goodbye.
    case left(label: String)

    /// A worker sent nothing for a whole lease.
    case silent(label: String)

    /// A worker may not join.
    case rejected(label: String, Rejection)

    /// A lease ended without a result.
    case attemptEnded(AttemptID, AttemptEnd, label: String)

    /// The end of a lease is overdue: another worker gets the pack, too.
    case overdue(AttemptID, label: String)

    /// A pack was cut in two, to find the run that cannot be trained.
    case split(PackID)

    /// All runs of a pack failed.
    case failed(PackID, reason: String)

    /// A peer broke the protocol.
    case violation(PeerID, detail: String)

    /// What a worker sent contradicts what is stored.
    case anomaly(Anomaly)

    /// So much contradicts what is stored that the rest is only counted.
    case anomaliesOmitted

    /// The store has no room: workers keep their results.
    case storeFull

    /// The store has room again.
    case storeHasRoom

    /// The coordinator was asked to leave.
    case stopping(isStoreFull: Bool)

    /// The coordinator leaves without what the store has no room for.
    case leftUnstored
}
