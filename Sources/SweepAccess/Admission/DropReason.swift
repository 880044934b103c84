/// Why a message is dropped without an answer.
public enum DropReason: String, Hashable, Sendable, CaseIterable {
    /// The connection's name belongs to another key.
    case otherKey = "its connection belongs to another key"

    /// The key is unknown, expired or revoked by now.
    case notAllowed = "its key is not allowed any more"

    /// The peer or its key has broken the protocol too often.
    case banned = "it has broken the protocol too often"

    /// The peer sends more than any worker does.
    case tooFast = "it sends too fast"

    /// The key is used by more connections than it may.
    case tooManyConnections = "its key has too many connections"

    /// There are more peers than a coordinator serves.
    case tooManyPeers = "there are too many peers"
}
