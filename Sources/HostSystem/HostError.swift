internal import Glibc

/// A call of the operating system that failed.
public struct HostError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The name of the call, for example `openat`.
    public let call: String

    /// The `errno` of the call.
    public let errorNumber: CInt

    /// What the call was about, for example a file and what could not be done with it.
    public let context: String?

    /// The context, the call and the system's own words in one line, for a log or a person.
    public var description: String {
        let reason = "\(call): \(Self.words(for: errorNumber))"
        return context.map { "\($0): \(reason)" } ?? reason
    }

    /// Describes a failure.
    ///
    /// - Parameters:
    ///   - call: The name of the call.
    ///   - errorNumber: What `errno` says, or what the call returned in its place.
    ///   - context: What the call was about.
    public init(call: String, errorNumber: CInt, context: String? = nil) {
        self.call = call
        self.errorNumber = errorNumber
        self.context = context
    }

    /// The system's own words for an `errno`.
    public static func words(for errorNumber: CInt) -> String {
        String(cString: strerror(errorNumber))
    }

    /// The error of the call that has just failed on this thread.
    static func last(_ call: String, context: String? = nil) -> HostError {
        HostError(call: call, errorNumber: errno, context: context)
    }
}
