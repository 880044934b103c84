public import SweepModel

/// What a shell tells a ``CoordinatorDriver``.
public enum CoordinatorEvent: Hashable, Sendable {
    /// A peer sent a message of one frame.
    case frame(PeerID, [UInt8])

    /// A peer sent something else.
    case malformed(PeerID, detail: String)

    /// A message could not be delivered: the connection is gone.
    case unreachable(PeerID)

    /// The worker's key was revoked.
    case revoked(PeerID)

    /// The user wants something; a second ``CoordinatorCommand/stop`` ends at once.
    case command(CoordinatorCommand)

    /// The shell has read what it may read in this turn; `hasReadAll` says whether nothing is left.
    case turnEnded(hasReadAll: Bool)

    /// The records of the last ``CoordinatorStep/store(_:)`` step came to this.
    case stored(CommitOutcome)
}
