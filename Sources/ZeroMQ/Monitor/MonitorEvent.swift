internal import CZeroMQ

/// Something that happened to a socket's listener or to one of its connections.
public struct MonitorEvent: Hashable, Sendable, CustomStringConvertible {
    /// What happened.
    public let kind: Kind

    /// The endpoint it happened at, as libzmq words it; may be empty.
    public let address: String

    /// The event in one line, for a log.
    public var description: String { "\(address): \(kind)" }

    /// Decodes the two frames of zmq_socket_monitor(3): event and value, then the address.
    ///
    /// Throws ``ZeroMQError`` for any other frames and for an event that is unknown.
    package init(frames: [[UInt8]]) throws {
        guard frames.count == 2, frames[0].count == 6 else {
            throw ZeroMQError(
                .malformedMessage,
                "a monitor event has 2 frames, the first of 6 bytes, not \(frames.map(\.count))"
            )
        }
        // Both numbers are in the byte order of the machine.
        let event = frames[0].withUnsafeBytes { $0.loadUnaligned(as: UInt16.self) }
        let value = frames[0].withUnsafeBytes {
            $0.loadUnaligned(fromByteOffset: 2, as: UInt32.self)
        }
        guard let kind = Kind(event: CInt(event), value: value) else {
            throw ZeroMQError(.malformedMessage, "there is no monitor event \(event)")
        }
        self.kind = kind
        self.address = String(decoding: frames[1], as: UTF8.self)
    }

    /// The events that ``Kind`` knows.
    static let subscribedEvents =
        ZMQ_EVENT_ALL | ZMQ_EVENT_HANDSHAKE_SUCCEEDED | ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL
        | ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL | ZMQ_EVENT_HANDSHAKE_FAILED_AUTH
}
