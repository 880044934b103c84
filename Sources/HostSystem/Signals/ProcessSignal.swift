/// The signals by which a person, a supervisor or the system asks a process to stop.
public enum ProcessSignal: CInt, Hashable, Sendable, CaseIterable {
    /// The terminal was closed.
    case hangUp = 1

    /// Ctrl-C.
    case interrupt = 2

    /// SIGUSR1, by which batch systems announce the end of a job's time.
    case user1 = 10

    /// SIGUSR2, by which batch systems announce the end of a job's time.
    case user2 = 12

    /// The polite request of `kill`, systemd, Slurm and Kubernetes.
    case terminate = 15

    /// The limit of processor time was reached (`ulimit -t`); it comes again each second.
    case processorTime = 24

    /// What a shell reports for a process that this signal ended, for example 130 for Ctrl-C.
    public var exitCode: CInt { 128 + rawValue }

    /// Whether somebody asks in person, rather than the system telling of an event.
    ///
    /// A closed terminal is told several times, by the kernel and by the shell; only a request
    /// that is repeated means that the process shall not take its time.
    public var isRequest: Bool { self == .interrupt || self == .terminate }
}
