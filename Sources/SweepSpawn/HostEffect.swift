/// What is to be done for a host.
package enum HostEffect: Hashable {
    /// Open a session.
    case open(RemoteStep)

    /// Close the input of the running session, which ends its worker.
    case closeInput

    /// End the running session at once.
    case kill

    /// Show what the worker said.
    case show(String)

    /// Tell the user what happens to the host.
    case notice(String)
}
