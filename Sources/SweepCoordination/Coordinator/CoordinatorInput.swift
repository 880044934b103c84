public import SweepModel

/// Everything that can happen to a coordinator.
public enum CoordinatorInput: Hashable, Sendable {
    /// A peer's message has arrived.
    case message(PeerID, WorkerEnvelope)

    /// A peer sent something that is not a message.
    case violation(PeerID, detail: String)

    /// A message could not be delivered: the connection is gone.
    case unreachable(PeerID)

    /// The worker's key was revoked.
    case revoked(PeerID)

    /// The user wants something.
    case command(CoordinatorCommand)

    /// Time has passed, and all messages that were waiting have been read.
    ///
    /// A shell that reads a bounded number of messages in a turn leaves it out while more are
    /// waiting: a worker is never declared silent while messages from it are unread.
    case tick

    /// All waiting messages were read; what is due is handed out.
    case flush

    /// All records emitted so far are stored for good.
    case committed

    /// The store has no room; records emitted so far are kept by the shell and tried again.
    case storeFull

    /// The shell leaves without storing what it keeps.
    case abandoned
}
