/// How a child process ended.
public enum ChildExit: Hashable, Sendable {
    /// By itself.
    case exited(code: Int32)

    /// By a signal.
    case killed(signal: Int32)
}
