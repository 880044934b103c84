internal import CZeroMQ
internal import Glibc
internal import Synchronization

/// Receives the signals that ask the process to stop, on a thread that does nothing else.
///
/// The first one is handed to the process's loop through a descriptor to poll. The second one ends
/// the process at once, whatever its other threads do: a full disk, a long epoch or a drawing
/// cannot keep it waiting. ``StopPolicy`` has the rules.
///
/// Make it on the main thread before the first context and thread, since they inherit the blocked
/// signals; a thread that has them unblocked would get them, and end the process. Child processes
/// must be started with an empty signal mask, as `ChildProcess` does.
public final class SignalWatch: Sendable {
    private let arrived: Mailbox<ProcessSignal>
    private let quitting: Mailbox<Void>
    private let policy: SharedPolicy
    private let signalDescriptor: CInt
    private let thread: OwnedThread

    /// Readable while a signal waits that the loop should obey.
    public var descriptor: CInt { arrived.descriptor }

    /// Blocks the signals in the calling thread, and starts the thread that receives them.
    ///
    /// All of ``ProcessSignal`` are watched, but for events that the process was started to ignore,
    /// as nohup(1) does with SIGHUP.
    ///
    /// - Parameters:
    ///   - grace: How long the loop may take to obey the second request, which it is handed too;
    ///     zero ends the process at once.
    ///   - beforeExit: Called before the process is ended, such as to kill its children; it must not
    ///     wait for what another thread may hold for long.
    /// - Throws: ``ZeroMQError`` when no descriptor or thread is left.
    public init(
        grace: Duration = .zero,
        beforeExit: @escaping @Sendable () -> Void = {}
    ) throws {
        let signals = ProcessSignal.allCases.filter { $0.isRequest || !Self.isIgnored($0) }
        var mask = Self.mask(of: signals)
        let status = pthread_sigmask(SIG_BLOCK, &mask, nil)
        guard status == 0 else { throw ZeroMQError(call: "pthread_sigmask", errorNumber: status) }
        let arrived = try Mailbox<ProcessSignal>()
        let quitting = try Mailbox<Void>(limit: 1)
        let policy = SharedPolicy(StopPolicy(grace: grace), beforeExit)
        let descriptor = signalfd(-1, &mask, CInt(SFD_NONBLOCK | SFD_CLOEXEC))
        guard descriptor >= 0 else { throw ZeroMQError(call: "signalfd", errorNumber: errno) }
        let receiver = SignalReceiver(
            descriptor: descriptor,
            arrived: arrived,
            quitting: quitting,
            policy: policy
        )
        do {
            thread = try OwnedThread(name: "signals") { receiver.run() }
        } catch {
            close(descriptor)
            throw error
        }
        self.arrived = arrived
        self.quitting = quitting
        self.policy = policy
        signalDescriptor = descriptor
    }

    /// Ends the thread, and lets requests end the process by themselves again.
    ///
    /// Called where the watch was made, at the end of the process: whatever it still says may be
    /// cut short.
    deinit {
        // Full means that the one message is already there, which is as good.
        _ = quitting.post(())
        thread.join()
        close(signalDescriptor)
        var mask = Self.mask(of: ProcessSignal.allCases.filter(\.isRequest))
        pthread_sigmask(SIG_UNBLOCK, &mask, nil)
    }

    /// The signals that have arrived for the loop, in order.
    public func drain() -> [ProcessSignal] { arrived.drain() }

    /// Says that the loop has ended: from now on, the next signal ends the process at once.
    ///
    /// For what a loop leaves to do at its end, which a person may want to cut short.
    ///
    /// - Returns: A first signal that the loop has not seen, to be obeyed as gently.
    public func release() -> ProcessSignal? {
        policy.state.withLock { policy in
            policy.isReleased = true
            return arrived.drain().first
        }
    }

    private static func isIgnored(_ signal: ProcessSignal) -> Bool {
        var action = sigaction()
        sigaction(signal.rawValue, nil, &action)
        // SIG_IGN is the address 1, which no function has.
        return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
    }

    private static func mask(of signals: [ProcessSignal]) -> sigset_t {
        var mask = sigset_t()
        sigemptyset(&mask)
        for signal in signals { sigaddset(&mask, signal.rawValue) }
        return mask
    }
}

/// The policy, which the receiving thread asks and the loop's thread tells of its end.
private final class SharedPolicy: Sendable {
    let state: Mutex<StopPolicy>
    private let beforeExit: @Sendable () -> Void

    init(_ policy: StopPolicy, _ beforeExit: @escaping @Sendable () -> Void) {
        state = Mutex(policy)
        self.beforeExit = beforeExit
    }

    /// Ends the process as `signal` asks.
    func end(_ signal: ProcessSignal) -> Never {
        beforeExit()
        // Not exit(): its handlers could wait for what the other threads do.
        _exit(signal.exitCode)
    }
}

/// The life of the thread that waits for signals.
///
/// It must not wait for anything that another thread may hold: no log, no lock of the output.
private struct SignalReceiver: Sendable {
    let descriptor: CInt
    let arrived: Mailbox<ProcessSignal>
    let quitting: Mailbox<Void>
    let policy: SharedPolicy

    /// Handles signals until told to quit.
    func run() {
        var end: (at: ContinuousClock.Instant, signal: ProcessSignal)?
        while quitting.drain().isEmpty {
            while let signal = next() {
                if let grace = obey(signal) { end = (.now + grace, signal) }
            }
            if let end, end.at <= .now { policy.end(end.signal) }
            wait(until: end?.at)
        }
    }

    /// Does what the policy says.
    ///
    /// - Returns: How long the process may live on, if the signal limits it.
    private func obey(_ signal: ProcessSignal) -> Duration? {
        // In the lock, so that a loop that is released meanwhile finds the signal.
        policy.state.withLock { policy in
            switch policy.handle(signal, at: .now) {
            case .ignore: return nil
            case .end: self.policy.end(signal)
            case .stopGently:
                _ = arrived.post(signal)
                return nil
            case .stopWithin(let grace):
                _ = arrived.post(signal)
                return grace
            }
        }
    }

    private func wait(until deadline: ContinuousClock.Instant?) {
        var poller = Poller()
        poller.add(descriptor: descriptor)
        poller.add(descriptor: quitting.descriptor)
        do {
            try poller.wait(upTo: deadline.map { max(.zero, ContinuousClock.now.duration(to: $0)) })
        } catch {
            preconditionFailure("signals cannot be waited for: \(error)")
        }
    }

    private func next() -> ProcessSignal? {
        var information = signalfd_siginfo()
        let size = MemoryLayout<signalfd_siginfo>.size
        while true {
            let count = read(descriptor, &information, size)
            if count == size { return ProcessSignal(rawValue: CInt(information.ssi_signo)) }
            if errno == EAGAIN { return nil }
            precondition(errno == EINTR, "read of signalfd failed: errno \(errno)")
        }
    }
}
