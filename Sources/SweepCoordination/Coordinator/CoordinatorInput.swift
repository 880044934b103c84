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

/// What a user can ask of a running sweep.
public enum CoordinatorCommand: Hashable, Sendable {
    /// Hand out nothing new.
    case pause

    /// Go on after a pause.
    case resume

    /// End the sweep; open runs stay without outcome.
    case cancel

    /// Let a worker finish what it trains, hand nothing more to it, and let it leave.
    case drain(WorkerID)

    /// Leave, so that another start can go on.
    case stop
}

/// One input of a ``CoordinatorMachine`` and its answer, as tests and the simulation see it.
package struct CoordinatorExchange: Hashable, Sendable {
    /// What the machine was told.
    package let input: CoordinatorInput

    /// What it answered.
    package let effects: [CoordinatorEffect]
}
