internal import CZeroMQ
internal import Glibc

/// Signals as something to poll: they are blocked everywhere and read from one descriptor, until
/// they are released.
///
/// Make it on the main thread before the first context and thread, since they inherit the blocked
/// signals; a thread that has them unblocked would get them, and end the process. Child processes
/// inherit them too: start those with an empty signal mask (`POSIX_SPAWN_SETSIGMASK`).
public final class SignalDescriptor: Sendable {
    /// The signalfd for the loop's poll set; readable while a signal waits.
    public let descriptor: CInt

    private let signals: [ProcessSignal]

    /// Blocks `signals` in the calling thread, and opens the descriptor that reads them.
    ///
    /// Throws ``ZeroMQError`` when no descriptor is left.
    public init(_ signals: [ProcessSignal] = [.interrupt, .terminate]) throws {
        self.signals = signals
        var mask = Self.mask(of: signals)
        let status = pthread_sigmask(SIG_BLOCK, &mask, nil)
        guard status == 0 else { throw ZeroMQError(call: "pthread_sigmask", errorNumber: status) }
        descriptor = signalfd(-1, &mask, CInt(SFD_NONBLOCK | SFD_CLOEXEC))
        guard descriptor >= 0 else { throw ZeroMQError(call: "signalfd", errorNumber: errno) }
    }

    deinit { close(descriptor) }

    /// Gives the signals back: from now on, one that arrives, or has arrived unread, ends the
    /// process, as it would have without the descriptor.
    ///
    /// For what a loop leaves to do at its end, which a person may want to cut short. Called on the
    /// thread that made the descriptor. Throws ``ZeroMQError`` when the system refuses.
    public func release() throws {
        var mask = Self.mask(of: signals)
        let status = pthread_sigmask(SIG_UNBLOCK, &mask, nil)
        guard status == 0 else { throw ZeroMQError(call: "pthread_sigmask", errorNumber: status) }
    }

    private static func mask(of signals: [ProcessSignal]) -> sigset_t {
        var mask = sigset_t()
        sigemptyset(&mask)
        for signal in signals { sigaddset(&mask, signal.rawValue) }
        return mask
    }

    /// The next signal that has arrived, or `nil` when none waits.
    public func next() throws -> ProcessSignal? {
        var information = signalfd_siginfo()
        let size = MemoryLayout<signalfd_siginfo>.size
        while true {
            let count = read(descriptor, &information, size)
            if count == size { return ProcessSignal(rawValue: CInt(information.ssi_signo)) }
            if errno == EAGAIN { return nil }
            guard errno == EINTR else {
                throw ZeroMQError(call: "read(signalfd)", errorNumber: errno)
            }
        }
    }
}
