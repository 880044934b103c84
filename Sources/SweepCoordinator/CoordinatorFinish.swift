public import HostSystem
public import SweepModel

/// How a coordinator ended.
public enum CoordinatorFinish: Hashable, Sendable {
    /// The sweep is done or cancelled.
    case completed(SweepState)

    /// A signal stopped it; the sweep can be resumed.
    case interrupted(ProcessSignal)
}
