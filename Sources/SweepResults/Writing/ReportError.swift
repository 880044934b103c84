internal import Foundation

/// Why a report could not be written.
public struct ReportError: Error, Sendable, CustomStringConvertible {
    /// What kind of step failed.
    public enum Code: Sendable {
        /// A file or folder could not be written.
        case file

        /// gnuplot refused a script.
        case gnuplot

        /// An option does not fit the sweep.
        case option
    }

    /// What kind of step failed.
    public let code: Code

    /// What failed, with which values, and what to do.
    public let message: String

    /// The error underneath, if there is one.
    public let cause: (any Error)?

    /// Describes a failure.
    ///
    /// - Parameters:
    ///   - code: The kind of step.
    ///   - message: What failed, with which values, and what to do.
    ///   - cause: The error underneath.
    public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    /// The message, and the cause after a colon.
    public var description: String {
        guard let cause else { return message }
        // Foundation's errors describe themselves for programmers.
        let reason = (cause as? CocoaError)?.localizedDescription ?? "\(cause)"
        return "\(message): \(reason)"
    }
}
