internal import Glibc

/// The right to work in a run directory, held by one process at a time.
///
/// It is a `flock` on a file of its own: the kernel frees it when the process ends, however it
/// ends. The file stays behind and means nothing by itself; it holds the last owner's process id.
public struct RunDirectoryLock: ~Copyable, Sendable {
    /// The name of the lock's file.
    package static let fileName = "sweep.lock"

    /// The locked directory.
    public let directory: String

    /// How often a lock is tried whose owner is no longer there, within a second in all.
    private static let attempts = 100
    private static let pauseMicroseconds: UInt32 = 10_000

    private let descriptor: CInt

    /// Locks `directory`.
    ///
    /// - Throws: ``StoreError`` with `directoryInUse` and the holder's process id if the lock is
    ///   taken, `damaged` if its file is a link, or `inputOutput` if it cannot be opened.
    public init(directory: String) throws {
        let path = directory + "/" + Self.fileName
        // Closed on exec: a worker process that outlives its coordinator must not hold the lock.
        // Not through a link, which would have its target overwritten, nor waiting for a pipe.
        let flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
        let opened = open(path, flags, 0o600)
        guard opened >= 0 else {
            guard errno == ELOOP else { throw Self.failure("open", path) }
            throw StoreError.notAFile(path, advice: "remove it")
        }
        do {
            var status = stat()
            guard fstat(opened, &status) == 0 else { throw Self.failure("fstat", path) }
            guard status.st_mode & S_IFMT == S_IFREG else {
                throw StoreError.notAFile(path, advice: "remove it")
            }
            try Self.lock(opened, directory)
        } catch {
            close(opened)
            throw error
        }
        guard Self.replaceContent(of: opened, with: "\(getpid())\n") else {
            let failure = Self.failure("write", path)
            close(opened)
            throw failure
        }
        self.directory = directory
        descriptor = opened
    }

    deinit { close(descriptor) }

    /// Takes the lock, or waits a moment for one whose owner has ended.
    ///
    /// The kernel takes some time to clear a killed process away, and a child process holds what
    /// its parent held from its fork to its exec.
    private static func lock(_ descriptor: CInt, _ directory: String) throws {
        for _ in 0..<attempts {
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return }
            guard errno == EWOULDBLOCK else { throw failure("flock", directory + "/" + fileName) }
            if isHeldByAnotherProcess(content(of: descriptor)) { break }
            usleep(pauseMicroseconds)
        }
        throw inUse(directory, holder: content(of: descriptor))
    }

    /// Whether the process that has noted itself as owner is a living one, other than this one.
    private static func isHeldByAnotherProcess(_ holder: String) -> Bool {
        guard let process = pid_t(holder), process != getpid() else { return false }
        return kill(process, 0) == 0 || errno == EPERM
    }

    private static func inUse(_ directory: String, holder: String) -> StoreError {
        let process = holder.isEmpty ? "another process" : "process \(holder)"
        return StoreError(
            .directoryInUse,
            "\(directory) is in use by \(process); stop it or choose another run directory"
        )
    }

    private static func failure(_ call: String, _ path: String) -> StoreError {
        let number = errno
        return StoreError(.inputOutput, "\(path): \(call): \(String(cString: strerror(number)))")
    }

    /// The digits at the start of the file; empty while its owner has not written them yet.
    private static func content(of descriptor: CInt) -> String {
        var bytes = [UInt8](repeating: 0, count: 20)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        let digits = bytes.prefix(max(count, 0)).prefix { (48...57).contains($0) }
        return String(decoding: digits, as: UTF8.self)
    }

    private static func replaceContent(of descriptor: CInt, with text: String) -> Bool {
        let bytes = Array(text.utf8)
        return ftruncate(descriptor, 0) == 0
            && pwrite(descriptor, bytes, bytes.count, 0) == bytes.count
    }
}
