internal import CSystemCalls
public import Glibc
internal import Synchronization

/// A child process in a process group of its own, so that Ctrl-C reaches only its parent.
public struct ChildProcess: Sendable {
    private struct Family {
        /// The children that were not reaped yet, so that the system keeps their numbers.
        var running: Set<pid_t> = []

        /// Whether this process ends, so that no child may be started any more.
        var isClosed = false
    }

    private static let family = Mutex(Family())

    /// The process id.
    public let id: pid_t

    /// Starts `arguments[0]`, which is looked for in `PATH` unless it holds a slash.
    ///
    /// No signal is blocked or ignored in the child, whatever its parent does with them.
    ///
    /// - Parameters:
    ///   - arguments: The program and its arguments.
    ///   - streams: The child's standard streams.
    ///   - environment: The child's variables, or `nil` for the parent's.
    ///   - folder: The child's working directory, or `nil` for the parent's.
    /// - Throws: ``HostError`` if the program cannot be started.
    public init(
        _ arguments: [String],
        streams: ChildStreams = ChildStreams(),
        environment: [String: String]? = nil,
        folder: String? = nil
    ) throws {
        precondition(!arguments.isEmpty, "a process needs the name of its program")
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        Self.resetSignals(&attributes)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (target, descriptor) in [streams.input, streams.output, streams.error].enumerated() {
            guard let descriptor else { continue }
            posix_spawn_file_actions_adddup2(&actions, descriptor.number, CInt(target))
        }
        if let folder { csystem_spawn_in_folder(&actions, folder) }
        // Sorted, so that the same variables are always the same bytes.
        let variables = environment?.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }
        var id = pid_t()
        // The numbers in `actions` must stay open until the child has them.
        let status = withExtendedLifetime(streams) {
            Self.withPointers(to: arguments) { arguments in
                guard let variables else {
                    return Self.spawn(&id, &actions, &attributes, arguments, environ)
                }
                return Self.withPointers(to: variables) { variables in
                    Self.spawn(&id, &actions, &attributes, arguments, variables)
                }
            }
        }
        guard status == 0 else {
            throw HostError(call: "posix_spawnp", errorNumber: status, context: arguments[0])
        }
        self.id = id
    }

    /// Starts the child and lists it in one step, so that ``killAll()`` misses none.
    private static func spawn(
        _ id: inout pid_t,
        _ actions: inout posix_spawn_file_actions_t,
        _ attributes: inout posix_spawnattr_t,
        _ arguments: [UnsafeMutablePointer<CChar>?],
        _ variables: UnsafePointer<UnsafeMutablePointer<CChar>?>
    ) -> CInt {
        family.withLock { family in
            guard !family.isClosed, let program = arguments[0] else { return ECANCELED }
            let status = posix_spawnp(&id, program, &actions, &attributes, arguments, variables)
            if status == 0 { family.running.insert(id) }
            return status
        }
    }

    /// Kills all children and their groups at once, before this process ends without them.
    ///
    /// None can be started afterwards. Safe on any thread: the list is never locked while a thread
    /// waits for a child's end.
    public static func killAll() {
        family.withLock { family in
            family.isClosed = true
            for id in family.running { kill(-id, SIGKILL) }
        }
    }

    /// Gives the child the default action of every signal, no blocked ones, and its own group.
    private static func resetSignals(_ attributes: inout posix_spawnattr_t) {
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        // Ignored signals outlive exec: a child that never sees SIGPIPE writes for ever.
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setpgroup(&attributes, 0)
        let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        posix_spawnattr_setflags(&attributes, Int16(flags))
    }

    /// Lends `texts` as the array of C strings, ended by a null, that the system takes.
    private static func withPointers<Result>(
        to texts: [String],
        _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let pointers = texts.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        return body(pointers)
    }

    /// How the process ended, or `nil` while it runs; to be asked until it has ended, and not
    /// after.
    public func reap() -> ChildExit? {
        Self.family.withLock { family in
            var status: CInt = 0
            let ended = waitpid(id, &status, WNOHANG)
            // Where SIGCHLD is ignored the system forgets a child at once, and how it ended.
            let isForgotten = ended < 0 && errno == ECHILD
            guard ended == id || isForgotten else { return nil }
            family.running.remove(id)
            let signal = status & 0x7f
            return signal == 0 ? .exited(code: (status >> 8) & 0xff) : .killed(signal: signal)
        }
    }

    /// Waits for the process to end; to be asked once, and not after ``reap()`` has told its end.
    public func wait() -> ChildExit {
        while true {
            // The end is only looked at, so that the number is not given away outside of the lock.
            var information = siginfo_t()
            let status = waitid(P_PID, id_t(id), &information, WEXITED | WNOWAIT)
            precondition(
                status == 0 || errno == EINTR || errno == ECHILD,
                "waitid of process \(id) failed: errno \(errno)"
            )
            if let exit = reap() { return exit }
        }
    }

    /// Sends a signal to the process's group.
    public func send(_ signal: CInt) { kill(-id, signal) }
}

/// The standard streams of a child process; those that are `nil` are its parent's.
public struct ChildStreams: Sendable {
    /// Where the child reads from.
    public var input: Descriptor?

    /// Where the child writes its results to.
    public var output: Descriptor?

    /// Where the child writes its messages to.
    public var error: Descriptor?

    /// Names the streams that are not the parent's.
    public init(
        input: Descriptor? = nil,
        output: Descriptor? = nil,
        error: Descriptor? = nil
    ) {
        self.input = input
        self.output = output
        self.error = error
    }
}

/// How a child process ended.
public enum ChildExit: Hashable, Sendable {
    /// By itself.
    case exited(code: Int32)

    /// By a signal.
    case killed(signal: Int32)
}
