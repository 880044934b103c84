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

    /// Makes a file for writing, or empties the one that is there; refuses a symbolic link, which
    /// somebody else may have put there.
    ///
    /// - Throws: ``HostError`` if the file cannot be written.
    public convenience init(creating path: String) throws {
        let number = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o644)
        guard number >= 0 else { throw HostError.last("open", context: path) }
        self.init(owning: number)
    }

    /// Opens a file for writing at its end, and makes it if it is not there; refuses a symbolic
    /// link.
    ///
    /// - Throws: ``HostError`` if the file cannot be written.
    public convenience init(appendingTo path: String) throws {
        let number = open(path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0o644)
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
        while true {
            var count = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, initialized in
                count = Glibc.read(number, buffer.baseAddress, limit)
                initialized = max(0, count)
            }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw HostError.last("read") }
            return bytes
        }
    }
}
