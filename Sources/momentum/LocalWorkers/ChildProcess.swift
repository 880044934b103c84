internal import Foundation

/// A child process in a process group of its own, so that Ctrl-C reaches only its parent.
struct ChildProcess {
    /// The process id.
    let id: pid_t

    /// Starts `arguments[0]` with the parent's environment and streams.
    ///
    /// - Throws: ``Failure`` if the program cannot be started.
    init(_ arguments: [String]) throws {
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
        var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
        pointers.append(nil)
        defer { for pointer in pointers { free(pointer) } }
        var id = pid_t()
        let status = posix_spawn(&id, arguments[0], nil, &attributes, pointers, environ)
        guard status == 0 else {
            throw Failure(.failure, "\(arguments[0]): \(String(cString: strerror(status)))")
        }
        self.id = id
    }

    /// How the process ended, or `nil` while it runs; to be asked until it has ended, and not after.
    func reap() -> ChildExit? {
        var status: CInt = 0
        guard waitpid(id, &status, WNOHANG) == id else { return nil }
        let signal = status & 0x7f
        return signal == 0 ? .exited(code: (status >> 8) & 0xff) : .killed(signal: signal)
    }

    /// Sends a signal to the process's group.
    func send(_ signal: CInt) { kill(-id, signal) }
}

/// How a child process ended.
enum ChildExit: Equatable {
    /// By itself.
    case exited(code: Int32)

    /// By a signal.
    case killed(signal: Int32)
}
