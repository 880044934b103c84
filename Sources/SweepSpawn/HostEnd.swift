/// How the work on a host ended.
public enum HostEnd: Hashable, Sendable {
    /// The coordinator said goodbye to its worker.
    case done

    /// The user stopped it.
    case stopped

    /// It cannot go on.
    case failed(Fault)
}
