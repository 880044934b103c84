/// What a user can ask of a running sweep.
public enum CoordinatorCommand: Hashable, Sendable {
    /// Hand out nothing new.
    case pause

    /// Go on after a pause.
    case resume

    /// End the sweep; open runs stay without outcome.
    case cancel

    /// Leave, so that another start can go on.
    case stop
}
