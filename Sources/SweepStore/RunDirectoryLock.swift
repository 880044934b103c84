internal import Glibc
internal import HostSystem

/// The right to work in a run directory, held by one process at a time.
///
/// It is a `flock` on the directory itself and another on a file in it. The kernel frees both when
/// the process ends, however it ends.
///
/// - The directory's lock cannot be removed: whatever is deleted in the directory, the directory
///   stays, and whoever moves it away or puts another one in its place moves the store with it.
/// - The file's lock is for file systems that do not lock directories, or only for one host. NFS
///   makes byte-range locks of `flock`, for which a file must be open for writing, as a directory
///   never is: a directory's lock is refused there, or known to its own host only. Between hosts
///   the file is all there is, and removing it lets a second one in; SQLite's log does not work
///   there either. The file also holds the last owner's process id, and means nothing by itself.
///
/// - Source: https://man7.org/linux/man-pages/man2/flock.2.html, NFS details.
public struct RunDirectoryLock: ~Copyable, Sendable {
    /// The name of the lock's file.
    package static let fileName = "sweep.lock"

    /// The locked directory.
    public let directory: String

    private let folder: Descriptor
    private let file: Descriptor

    /// Locks `directory`.
    ///
    /// - Throws: ``StoreError`` with `directoryInUse` and the holder's process id if the lock is
    ///   taken, `damaged` if its file is a link, or `inputOutput` if it cannot be opened.
    public init(directory: String) throws {
        let path = directory + "/" + Self.fileName
        let folder = try Self.reporting { try Descriptor(folder: directory) }
        try LockFile.take(folder, notedAt: path, of: directory, isOptional: true)
        // Not through a link, which would have its target overwritten, nor waiting for a pipe.
        let file = try LockFile.open(path, O_RDWR | O_CREAT)
        try LockFile.take(file, notedAt: path, of: directory, isOptional: false)
        try LockFile.note(in: file, path: path)
        (self.directory, self.folder, self.file) = (directory, folder, file)
    }

    /// Says whether a process works in `directory`, without keeping any from beginning.
    ///
    /// - Throws: ``StoreError`` if that cannot be found out.
    public static func isHeld(_ directory: String) throws -> Bool {
        let folder = try reporting { try Descriptor(folder: directory) }
        if try LockFile.isTaken(folder, directory) { return true }
        let path = directory + "/" + fileName
        // An owner of another build may hold the file only; who may not open it cannot tell.
        guard access(path, R_OK) == 0 else { return false }
        return try LockFile.isTaken(try LockFile.open(path, O_RDONLY), directory)
    }

    private static func reporting<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as HostError {
            throw StoreError(.inputOutput, "\(error)", cause: error)
        }
    }
}

/// The steps of taking a lock.
private enum LockFile {
    /// How often a lock is tried whose owner is no longer there, within a second in all.
    private static let attempts = 100
    private static let pauseMicroseconds: UInt32 = 10_000

    /// Opens the lock's file; refuses a link and whatever is no file.
    static func open(_ path: String, _ access: CInt) throws -> Descriptor {
        do {
            // Closed on exec: a worker process that outlives its coordinator must not hold it.
            let file = try Descriptor(
                locking: path,
                flags: access | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
            )
            var status = stat()
            guard fstat(file.number, &status) == 0 else { throw failure("fstat", path) }
            guard status.st_mode & S_IFMT == S_IFREG else {
                throw StoreError.notAFile(path, advice: "remove it")
            }
            return file
        } catch let error as HostError {
            guard error.errorNumber == ELOOP else {
                throw StoreError(.inputOutput, "\(error)", cause: error)
            }
            throw StoreError.notAFile(path, advice: "remove it")
        }
    }

    /// Takes a lock, or waits a moment for one whose owner has ended.
    ///
    /// The kernel takes some time to clear a killed process away, a child process holds what its
    /// parent held from its fork to its exec, and whoever asks for the lock has it for an instant.
    ///
    /// - Parameters:
    ///   - lock: What is locked.
    ///   - path: The file that holds the owner's process id.
    ///   - directory: The directory, for messages.
    ///   - isOptional: Whether the file system need not be able to lock it.
    /// - Throws: ``StoreError`` with `directoryInUse` if it is taken.
    static func take(
        _ lock: Descriptor,
        notedAt path: String,
        of directory: String,
        isOptional: Bool
    ) throws {
        for _ in 0..<attempts {
            if flock(lock.number, LOCK_EX | LOCK_NB) == 0 { return }
            guard errno == EWOULDBLOCK else {
                if isOptional, isUnsupported(errno) { return }
                throw failure("flock", directory)
            }
            if isHeldByAnotherProcess(holder(notedAt: path)) { break }
            usleep(pauseMicroseconds)
        }
        throw inUse(directory, holder: holder(notedAt: path))
    }

    /// Whether somebody holds a lock.
    static func isTaken(_ lock: Descriptor, _ directory: String) throws -> Bool {
        // Shared, so that two who ask do not see one another; closing gives it back.
        if flock(lock.number, LOCK_SH | LOCK_NB) == 0 { return false }
        guard errno != EWOULDBLOCK else { return true }
        guard isUnsupported(errno) else { throw failure("flock", directory) }
        return false
    }

    /// Notes this process as the owner.
    static func note(in file: Descriptor, path: String) throws {
        let bytes = Array("\(getpid())\n".utf8)
        guard ftruncate(file.number, 0) == 0,
            pwrite(file.number, bytes, bytes.count, 0) == bytes.count
        else { throw failure("write", path) }
    }

    private static func isUnsupported(_ number: CInt) -> Bool {
        [EBADF, EINVAL, ENOLCK, EOPNOTSUPP, ENOSYS, EISDIR].contains(number)
    }

    /// Whether the process that has noted itself as owner is a living one, other than this one.
    private static func isHeldByAnotherProcess(_ holder: String) -> Bool {
        guard let process = pid_t(holder), process != getpid() else { return false }
        return kill(process, 0) == 0 || errno == EPERM
    }

    private static func inUse(_ directory: String, holder: String) -> StoreError {
        let isKnown = isHeldByAnotherProcess(holder) || pid_t(holder) == getpid()
        let process = isKnown ? "process \(holder)" : "another process"
        return StoreError(
            .directoryInUse,
            "\(directory) is in use by \(process); stop it or choose another run directory"
        )
    }

    private static func failure(_ call: String, _ path: String) -> StoreError {
        let number = errno
        return StoreError(.inputOutput, "\(path): \(call): \(HostError.words(for: number))")
    }

    /// The digits at the start of the file; empty while there is none or its owner has not written
    /// them yet.
    private static func holder(notedAt path: String) -> String {
        var bytes = [UInt8](repeating: 0, count: 20)
        // What cannot be read says nothing; the lock itself decides.
        guard let file = try? open(path, O_RDONLY) else { return "" }
        let count = pread(file.number, &bytes, bytes.count, 0)
        let digits = bytes.prefix(max(count, 0)).prefix { (48...57).contains($0) }
        return String(decoding: digits, as: UTF8.self)
    }
}
