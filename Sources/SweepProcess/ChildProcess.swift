public import Glibc

/// A child process in a process group of its own, so that Ctrl-C reaches only its parent.
public struct ChildProcess: Sendable {
    /// The process id.
    public let id: pid_t

    /// Starts `arguments[0]`, which is looked for in `PATH` unless it holds a slash.
    ///
    /// The child has the parent's environment, and no signal is blocked in it.
    ///
    /// - Parameters:
    ///   - arguments: The program and its arguments.
    ///   - streams: The child's standard streams.
    /// - Throws: ``ProcessError`` if the program cannot be started.
    public init(_ arguments: [String], streams: ChildStreams = ChildStreams()) throws {
        precondition(!arguments.isEmpty, "a process needs the name of its program")
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var noSignals = sigset_t()
        sigemptyset(&noSignals)
        posix_spawnattr_setsigmask(&attributes, &noSignals)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes,
            Int16(POSIX_SPAWN_SETPGROUP) | Int16(POSIX_SPAWN_SETSIGMASK)
        )
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (target, descriptor) in [streams.input, streams.output, streams.error].enumerated() {
            guard let descriptor else { continue }
            posix_spawn_file_actions_adddup2(&actions, descriptor.number, CInt(target))
        }
        var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
        pointers.append(nil)
        defer { for pointer in pointers { free(pointer) } }
        var id = pid_t()
        // The numbers in `actions` must stay open until the child has them.
        let status = withExtendedLifetime(streams) {
            posix_spawnp(&id, arguments[0], &actions, &attributes, pointers, environ)
        }
        guard status == 0 else { throw ProcessError(arguments[0], status) }
        self.id = id
    }

    /// How the process ended, or `nil` while it runs; to be asked until it has ended, and not
    /// after.
    public func reap() -> ChildExit? {
        var status: CInt = 0
        guard waitpid(id, &status, WNOHANG) == id else { return nil }
        let signal = status & 0x7f
        return signal == 0 ? .exited(code: (status >> 8) & 0xff) : .killed(signal: signal)
    }

    /// Sends a signal to the process's group.
    public func send(_ signal: CInt) { kill(-id, signal) }
}
