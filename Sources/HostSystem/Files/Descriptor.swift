internal import CSystemCalls
internal import Glibc

/// An open file descriptor that is closed with its owner; child processes do not inherit it.
public final class Descriptor: Sendable {
    /// The number that system calls take.
    public let number: CInt

    /// Takes over an open descriptor.
    init(owning number: CInt) { self.number = number }

    deinit { close(number) }

    /// Opens a file for reading.
    ///
    /// - Throws: ``HostError`` if the file cannot be opened.
    public convenience init(reading path: String) throws {
        let number = open(path, O_RDONLY | O_CLOEXEC)
        guard number >= 0 else { throw HostError.last("open", context: path) }
        self.init(owning: number)
    }

    /// Makes a file for writing, or empties the one that is there; refuses a link, which somebody
    /// else may have put there.
    ///
    /// - Throws: ``HostError`` if the file cannot be written, or has other names as well.
    public convenience init(creating path: String) throws {
        let number = open(path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o644)
        guard number >= 0 else { throw HostError.last("open", context: path) }
        self.init(owning: number)
        guard try isOnlyName(path) else { return }
        guard ftruncate(number, 0) == 0 else { throw HostError.last("ftruncate", context: path) }
    }

    /// Opens a file for writing at its end, and makes it if it is not there; refuses a link.
    ///
    /// - Throws: ``HostError`` if the file cannot be written, or has other names as well.
    public convenience init(appendingTo path: String) throws {
        let number = open(path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0o644)
        guard number >= 0 else { throw HostError.last("open", context: path) }
        self.init(owning: number)
        _ = try isOnlyName(path)
    }

    /// Whether this is a file rather than a device or a pipe; refuses one whose content another
    /// name shows as well, which may lie anywhere on the disk.
    private func isOnlyName(_ path: String) throws -> Bool {
        var status = stat()
        guard fstat(number, &status) == 0 else { throw HostError.last("fstat", context: path) }
        guard status.st_mode & S_IFMT == S_IFREG else { return false }
        guard status.st_nlink <= 1 else {
            throw HostError(call: "open", errorNumber: EMLINK, context: path)
        }
        return true
    }

    /// Opens a folder, to lock or sync it.
    ///
    /// - Throws: ``HostError`` if the folder cannot be opened.
    public convenience init(folder path: String) throws {
        let number = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0 else { throw HostError.last("open", context: path) }
        self.init(owning: number)
    }

    /// Opens the file or folder `name` of a folder for reading; refuses a symbolic link.
    convenience init(opening name: String, in folder: Descriptor, flags: CInt) throws {
        let number = openat(folder.number, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | flags)
        guard number >= 0 else {
            // With O_DIRECTORY the system calls a link no folder.
            let reason = errno
            var status = stat()
            let isLink =
                reason == ENOTDIR
                && fstatat(folder.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0
                && status.st_mode & S_IFMT == S_IFLNK
            throw HostError(call: "openat", errorNumber: isLink ? ELOOP : reason)
        }
        self.init(owning: number)
    }

    /// Opens a file to lock it; what `flags` makes only its owner can read and write.
    ///
    /// - Throws: ``HostError`` if the file cannot be opened.
    public convenience init(locking path: String, flags: CInt) throws {
        let number = open(path, flags | O_CLOEXEC, 0o600)
        guard number >= 0 else { throw HostError.last("open", context: path) }
        self.init(owning: number)
    }

    /// Makes a pipe: what is written to the one end is read from the other.
    ///
    /// - Throws: ``HostError`` if no descriptor is left.
    public static func pipe() throws -> (reading: Descriptor, writing: Descriptor) {
        var numbers: [CInt] = [-1, -1]
        // Closed in children from the start: one started meanwhile by another thread cannot
        // inherit an end and keep the pipe open.
        guard csystem_pipe(&numbers) == 0 else { throw HostError.last("pipe2") }
        return (Descriptor(owning: numbers[0]), Descriptor(owning: numbers[1]))
    }

    /// Writes all of `bytes`.
    ///
    /// - Throws: ``HostError`` if the descriptor takes no more.
    public func write(_ bytes: [UInt8]) throws {
        switch SafeWriter(number, patience: nil).write(bytes) {
        case .written: return
        case .brokenPipe: throw HostError(call: "write", errorNumber: EPIPE)
        case .failed(let number, _): throw HostError(call: "write", errorNumber: number)
        }
    }

    /// Reads what is there, at most `limit` bytes; waits if nothing is.
    ///
    /// - Returns: The bytes; none at the end.
    /// - Throws: ``HostError`` if the descriptor cannot be read.
    public func read(limit: Int) throws -> [UInt8] {
        try read(limit) { [number] in Glibc.read(number, $0, limit) }
    }

    /// Reads what a file has from `offset` on, at most `limit` bytes.
    ///
    /// - Returns: The bytes; none at the end.
    /// - Throws: ``HostError`` if the descriptor cannot be read, or is no file's.
    public func read(limit: Int, from offset: Int) throws -> [UInt8] {
        try read(limit) { [number] in pread(number, $0, limit, offset) }
    }

    private func read(
        _ limit: Int,
        _ call: (UnsafeMutableRawPointer?) -> Int
    ) throws -> [UInt8] {
        while true {
            var count = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, initialized in
                count = call(buffer.baseAddress)
                initialized = max(0, count)
            }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw HostError.last("read") }
            return bytes
        }
    }
}
