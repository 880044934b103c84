internal import CZeroMQ
internal import Glibc
internal import HostSystem
internal import Synchronization

/// A libzmq context, the one ZeroMQ object that threads may share; one per process is enough.
///
/// Each socket keeps its context alive, so the context is terminated after the last of its sockets
/// was closed, on the thread that drops the last reference. What is left to wait for then is the
/// linger period of those sockets. A termination that takes longer than ``terminationLimit`` ends
/// the process with ``Watchdog/exitCode``, because zmq_ctx_term(3) may wait for ever.
public final class Context: @unchecked Sendable {
    // @unchecked Sendable: zmq(7), "Thread safety": a context is thread safe without locking.

    /// How long termination may take before the process is ended.
    public static let terminationLimit = Duration.seconds(5)

    /// The context as libzmq knows it.
    let pointer: UnsafeMutableRawPointer

    private let monitorCount = Atomic<Int>(0)

    /// Gives libzmq's `rand()` an unpredictable seed, once per process.
    ///
    /// libzmq 4.3.4 never seeds it: the routing ids of a ROUTER would be the same in every process,
    /// and a peer that claims the next one aborts it; reconnect jitter would be the same in every
    /// worker (random.cpp, router.cpp, stream_connecter_base.cpp).
    private static let seedOnce: Void = {
        var entropy = SystemRandomNumberGenerator()
        srand(UInt32(truncatingIfNeeded: entropy.next()))
    }()

    /// Creates a context whose sockets drop unsent messages at exit unless they say otherwise.
    ///
    /// `ioThreads` move the bytes of all sockets (1 is enough for about a gigabit, 2 with CURVE and
    /// four cores); `maximumSockets` counts sockets of this process, not peers. Throws
    /// ``ZeroMQError`` when libzmq has no memory or descriptors left, ``HostSystem/HostError`` when
    /// the system has no threads for it.
    public init(ioThreads: Int = 1, maximumSockets: Int = 64) throws {
        precondition(1...64 ~= ioThreads, "I/O threads must be 1...64, not \(ioThreads)")
        precondition(1...65_535 ~= maximumSockets, "sockets must be 1...65535")
        Self.seedOnce
        guard let pointer = zmq_ctx_new() else { throw ZeroMQError.last("zmq_ctx_new") }
        self.pointer = pointer
        try set(ZMQ_IO_THREADS, "ZMQ_IO_THREADS", CInt(ioThreads))
        try set(ZMQ_MAX_SOCKETS, "ZMQ_MAX_SOCKETS", CInt(maximumSockets))
        try set(ZMQ_BLOCKY, "ZMQ_BLOCKY", 0)
        try startThreads(ioThreads + 1)
    }

    /// Lets libzmq start its `count` threads now: those for the bytes, and one that closes sockets.
    ///
    /// It aborts the process when the system refuses one (thread.cpp), so as many are started here
    /// before, where that is an error.
    private func startThreads(_ count: Int) throws {
        let gate = Gate()
        var threads: [OwnedThread] = []
        defer { for thread in threads { thread.join() } }
        // None ends before all are there.
        try gate.mutex.withLock { _ in
            for _ in 0..<count {
                threads.append(try OwnedThread(name: "ZMQ probe") { gate.mutex.withLock { _ in } })
            }
        }
        guard let first = zmq_socket(pointer, ZMQ_PAIR) else {
            throw ZeroMQError.last("zmq_socket")
        }
        guard zmq_close(first) == 0 else { throw ZeroMQError.last("zmq_close") }
    }

    /// What threads wait for.
    private final class Gate: Sendable {
        let mutex = Mutex(())
    }

    /// Wakes every socket of this context: all their calls throw `ETERM` from now on.
    ///
    /// Safe from any thread; see ``ZeroMQError/isContextTerminated``.
    public func shutdown() throws {
        guard zmq_ctx_shutdown(pointer) == 0 else { throw ZeroMQError.last("zmq_ctx_shutdown") }
    }

    /// An `inproc` name that no other monitor of this context has.
    func nextMonitorAddress() -> String {
        let number = monitorCount.add(1, ordering: .relaxed).newValue
        return "inproc://monitor-\(number)"
    }

    private func set(_ option: CInt, _ name: String, _ value: CInt) throws {
        guard zmq_ctx_set(pointer, option, value) == 0 else {
            throw ZeroMQError.last("zmq_ctx_set(\(name), \(value))")
        }
    }

    deinit {
        let watchdog = Watchdog(
            limit: Self.terminationLimit,
            reason: "the ZeroMQ context did not terminate within \(Self.terminationLimit)"
        )
        while zmq_ctx_term(pointer) != 0 {
            // A signal handler ran; the manual asks for another call.
            precondition(zmq_errno() == EINTR, "zmq_ctx_term failed: errno \(zmq_errno())")
        }
        watchdog.stop()
    }
}

/// What the libzmq that this process has loaded can do.
public enum Library {
    /// Whether libzmq was built with CURVE; without it no socket may leave this machine.
    public static var isCurveAvailable: Bool { zmq_has("curve") == 1 }

    /// The version of the loaded library, for example `4.3.4`.
    public static var version: String {
        var major: CInt = 0
        var minor: CInt = 0
        var patch: CInt = 0
        zmq_version(&major, &minor, &patch)
        return "\(major).\(minor).\(patch)"
    }
}
