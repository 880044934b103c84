/// What one non-blocking send did.
public enum SendOutcome: Hashable, Sendable {
    /// libzmq has queued the whole message; only an answer of the peer says that it arrived.
    case sent

    /// The queue is full or nobody is connected; nothing was queued.
    case wouldBlock

    /// A router knows no peer of that routing id (any more); nothing was queued.
    ///
    /// The router learns that a peer has gone while it receives: its loop must go on doing so.
    case unreachable
}
