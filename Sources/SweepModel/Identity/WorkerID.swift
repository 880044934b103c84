internal import Digest

/// A random number that a worker process draws at its start and keeps through reconnects.
public struct WorkerID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The number.
    public let rawValue: UInt64

    /// Names the worker `rawValue`.
    public init(_ rawValue: UInt64) { self.rawValue = rawValue }

    /// Orders workers by number, for a stable order of iteration.
    public static func < (left: WorkerID, right: WorkerID) -> Bool {
        left.rawValue < right.rawValue
    }

    /// The number in hexadecimal digits.
    public var description: String { String(rawValue, radix: 16) }
}

/// The transport's name for one connection: a ROUTER socket's routing id, opaque and new at each
/// reconnect.
public struct PeerID: Hashable, Sendable, CustomStringConvertible {
    /// The routing id's bytes.
    public let bytes: [UInt8]

    /// Names the connection with routing id `bytes`.
    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The bytes in hexadecimal digits.
    public var description: String { Hexadecimal.text(of: bytes) }
}

/// A random number that the coordinator gives a worker with WELCOME; a message without it is not
/// acted on.
public struct SessionID: Hashable, Sendable, CustomStringConvertible {
    /// What a worker writes before it has a session.
    public static let none = SessionID(0)

    /// The number; 0 stands for no session.
    public let rawValue: UInt64

    /// Names the session `rawValue`.
    public init(_ rawValue: UInt64) { self.rawValue = rawValue }

    /// The number in hexadecimal digits.
    public var description: String { String(rawValue, radix: 16) }
}

/// The place of a durable message within its session, from 1; 0 marks a message that needs no ACK.
public struct SequenceNumber: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The number of a message that is not acknowledged, and of the state before the first one.
    public static let none = SequenceNumber(0)

    /// The number.
    public let rawValue: UInt64

    /// Names the place `rawValue`.
    public init(_ rawValue: UInt64) { self.rawValue = rawValue }

    /// The place after this one.
    public var next: SequenceNumber { SequenceNumber(rawValue + 1) }

    /// Orders messages as they were first sent.
    public static func < (left: SequenceNumber, right: SequenceNumber) -> Bool {
        left.rawValue < right.rawValue
    }

    /// The number in decimal digits.
    public var description: String { String(rawValue) }
}

/// How often the coordinator of a sweep was started, from 1; it tells workers of a restart.
public struct Incarnation: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The count of starts.
    public let rawValue: UInt32

    /// Names the incarnation `rawValue`.
    public init(_ rawValue: UInt32) { self.rawValue = rawValue }

    /// The incarnation after this one.
    public var next: Incarnation { Incarnation(rawValue + 1) }

    /// Orders incarnations by time.
    public static func < (left: Incarnation, right: Incarnation) -> Bool {
        left.rawValue < right.rawValue
    }

    /// The count in decimal digits.
    public var description: String { String(rawValue) }
}
