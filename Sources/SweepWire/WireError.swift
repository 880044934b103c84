/// What is wrong with a frame from a peer.
///
/// The peer is at fault, never this program: a receiver counts the error, logs it, and goes on.
public struct WireError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of faults.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// The frame, or its body, is longer than any valid one, or empty.
        case frameSize = "frame_size"

        /// The bytes are not a protobuf message, or a text is not UTF-8.
        case malformed

        /// The message is written in a protocol version that this program does not speak.
        case version

        /// There is no body, an unknown one, more than one, or one that only the other side sends.
        case body

        /// A session is missing, or given where there is none yet.
        case session

        /// A durable message has no number, or another message has one.
        case sequence

        /// A required field is absent.
        case missing

        /// A number lies outside of its range, or contradicts another field.
        case range

        /// A list has too few or too many elements.
        case count

        /// A text or byte string is too short or too long.
        case length

        /// A number is infinite or not a number.
        case notFinite = "not_finite"

        /// An enumeration has a value that is unspecified or unknown.
        case unknownValue = "unknown_value"
    }

    /// The kind of fault.
    public let code: Code

    /// The path of the faulty field, as in `assign.values[2].momentum`.
    public let field: String

    /// The value that was found and what is allowed.
    public let problem: String

    /// Reports a fault of `field`.
    init(_ code: Code, _ field: String, _ problem: String) {
        self.code = code
        self.field = field
        self.problem = problem
    }

    /// The field, the value and what is allowed, in one sentence.
    public var message: String { "\(field) \(problem)" }

    /// The code and the message.
    public var description: String { "\(code.rawValue): \(message)" }

    /// The same fault, seen from the message that contains `outer`.
    func inside(_ outer: String) -> WireError {
        let path = field.hasPrefix("[") ? outer + field : "\(outer).\(field)"
        return WireError(code, path, problem)
    }
}
