internal import CSystemCalls
internal import Glibc

/// Receives the signals that ask the process to stop, on a thread that does nothing else.
///
/// The first one is handed to the process's loop through a descriptor to poll. The second one ends
/// the process at once, whatever its other threads do: a full disk, a long epoch or a drawing
/// cannot keep it waiting. ``StopPolicy`` has the rules.
///
/// Make it on the main thread before the first context and thread, since they inherit the blocked
/// signals; a thread that has them unblocked would get them, and end the process. Child processes
/// must be started with an empty signal mask, as `ChildProcess` does.
public final class SignalWatch: SignalSource, Sendable {
    private let arrived: Mailbox<ProcessSignal>
    private let quitting: Mailbox<Void>
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
    ///   - beforeExit: Called before the process is ended, such as to kill its children; it must
    ///     not wait for what another thread may hold for long.
    /// - Throws: ``HostError`` when no descriptor or thread is left.
    public init(
        grace: Duration = .zero,
        beforeExit: @escaping @Sendable () -> Void = {}
    ) throws {
        let signals = ProcessSignal.allCases.filter { $0.isRequest || !Self.isIgnored($0) }
        var mask = Self.mask(of: signals)
        var formerMask = sigset_t()
        let status = pthread_sigmask(SIG_BLOCK, &mask, &formerMask)
        guard status == 0 else { throw HostError(call: "pthread_sigmask", errorNumber: status) }
        do {
            let arrived = try Mailbox<ProcessSignal>()
            let quitting = try Mailbox<Void>(limit: 1)
            let number = csystem_signal_descriptor(&mask)
            guard number >= 0 else { throw HostError.last("signalfd") }
            let descriptor = Descriptor(owning: number)
            let receiver = SignalReceiver(
                descriptor: descriptor,
                arrived: arrived,
                quitting: quitting,
                grace: grace,
                beforeExit: beforeExit
            )
            thread = try OwnedThread(name: "signals") { receiver.run() }
            self.arrived = arrived
            self.quitting = quitting
        } catch {
            // Nobody would receive them.
            pthread_sigmask(SIG_SETMASK, &formerMask, nil)
            throw error
        }
    }

    /// Ends the thread, and lets requests end the process by themselves again.
    ///
    /// Called where the watch was made, at the end of the process: whatever it still says may be
    /// cut short.
    deinit {
        // Full means that the one message is already there, which is as good.
        _ = quitting.post(())
        thread.join()
        var mask = Self.mask(of: ProcessSignal.allCases.filter(\.isRequest))
        pthread_sigmask(SIG_UNBLOCK, &mask, nil)
    }

    /// The signals that have arrived since the last call, in order; after the loop's end,
    /// those that came while its report was made.
    public func drain() -> [ProcessSignal] { arrived.drain() }

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

/// The life of the thread that waits for signals.
///
/// It must not wait for anything that another thread may hold: no log, no lock of the output.
private struct SignalReceiver: Sendable {
    let descriptor: Descriptor
    let arrived: Mailbox<ProcessSignal>
    let quitting: Mailbox<Void>
    let grace: Duration
    let beforeExit: @Sendable () -> Void

    /// Handles signals until told to quit.
    func run() {
        var policy = StopPolicy(grace: grace)
        var end: (at: ContinuousClock.Instant, signal: ProcessSignal)?
        while quitting.drain().isEmpty {
            while let signal = next() {
                switch policy.handle(signal, at: .now) {
                case .ignore: continue
                case .end: exitProcess(signal)
                case .stopGently: _ = arrived.post(signal)
                case .stopWithin(let grace):
                    _ = arrived.post(signal)
                    end = (.now + grace, signal)
                }
            }
            if let end, end.at <= .now { exitProcess(end.signal) }
            wait(until: end?.at)
        }
    }

    /// Ends the process as `signal` asks.
    private func exitProcess(_ signal: ProcessSignal) -> Never {
        beforeExit()
        // Not exit(): its handlers could wait for what the other threads do.
        _exit(signal.exitCode)
    }

    private func wait(until deadline: ContinuousClock.Instant?) {
        do {
            try ReadableDescriptors.wait(
                for: [descriptor.number, quitting.descriptor],
                upTo: deadline.map { max(.zero, ContinuousClock.now.duration(to: $0)) }
            )
        } catch {
            preconditionFailure("signals cannot be waited for: \(error)")
        }
    }

    private func next() -> ProcessSignal? {
        while true {
            let number = csystem_next_signal(descriptor.number)
            if number >= 0 { return ProcessSignal(rawValue: number) }
            if errno == EAGAIN { return nil }
            precondition(errno == EINTR, "read of signalfd failed: errno \(errno)")
        }
    }
}

/// Where a loop hears of the signals that it should obey.
public protocol SignalSource: AnyObject {
    /// Readable while a signal waits.
    var descriptor: CInt { get }

    /// The signals that have arrived since the last call, in order.
    func drain() -> [ProcessSignal]
}

extension Mailbox: SignalSource where Element == ProcessSignal {}

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
