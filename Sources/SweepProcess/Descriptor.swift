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
    /// - Throws: ``ProcessError`` if the file cannot be opened.
    public convenience init(reading path: String) throws {
        let number = open(path, O_RDONLY | O_CLOEXEC)
        guard number >= 0 else { throw ProcessError(path, errno) }
        self.init(owning: number)
    }

    /// Makes a pipe: what is written to the one end is read from the other.
    ///
    /// No other thread may start a process meanwhile, which could inherit the ends.
    ///
    /// - Throws: ``ProcessError`` if no descriptor is left.
    public static func pipe() throws -> (reading: Descriptor, writing: Descriptor) {
        var numbers: [CInt] = [-1, -1]
        guard Glibc.pipe(&numbers) == 0 else { throw ProcessError("pipe", errno) }
        let ends = (
            reading: Descriptor(owning: numbers[0]), writing: Descriptor(owning: numbers[1])
        )
        for number in numbers where fcntl(number, F_SETFD, FD_CLOEXEC) != 0 {
            throw ProcessError("fcntl", errno)
        }
        return ends
    }

    /// Writes all of `bytes`.
    ///
    /// - Throws: ``ProcessError`` if the descriptor takes no more.
    public func write(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(number, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw ProcessError("write", errno) }
            rest = rest.dropFirst(count)
        }
    }

    /// Reads what is there, at most `limit` bytes; waits if nothing is.
    ///
    /// - Returns: The bytes; none at the end.
    /// - Throws: ``ProcessError`` if the descriptor cannot be read.
    public func read(limit: Int) throws -> [UInt8] {
        while true {
            var count = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, initialized in
                count = Glibc.read(number, buffer.baseAddress, limit)
                initialized = max(0, count)
            }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw ProcessError("read", errno) }
            return bytes
        }
    }
}
