/// The signals by which a person or a supervisor asks a process to stop.
public enum ProcessSignal: CInt, Hashable, Sendable, CaseIterable {
    /// The terminal was closed.
    case hangUp = 1

    /// Ctrl-C.
    case interrupt = 2

    /// The polite request of `kill`, systemd, Slurm and Kubernetes.
    case terminate = 15

    /// What a shell reports for a process that this signal ended, for example 130 for Ctrl-C.
    public var exitCode: CInt { 128 + rawValue }
}
