package import HostSystem

/// What happens to a host.
package enum HostInput: Hashable {
    /// It is time to begin.
    case start

    /// A session said something.
    case line(String)

    /// A session ended.
    case ended(ChildExit)

    /// Time has passed.
    case tick

    /// A worker of another host has seen the end of the sweep.
    case sweepOver

    /// The worker is to stop gently.
    case stop

    /// The worker is to stop at once.
    case kill
}
