internal import Glibc

/// A system call on a child process or its streams that failed.
public struct ProcessError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The call or the file, and what the system says.
    public let description: String

    /// Describes error `number` of the call or file `subject`.
    init(_ subject: String, _ number: CInt) {
        description = "\(subject): \(String(cString: strerror(number)))"
    }
}
