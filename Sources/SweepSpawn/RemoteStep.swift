/// A session on another machine.
package enum RemoteStep: Hashable {
    /// Asks what the machine is and what program it has.
    case check

    /// Brings the program.
    case install

    /// Runs a worker.
    case work
}
