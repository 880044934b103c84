internal import CZeroMQ

/// One frame as it came out of libzmq.
struct ReceivedFrame {
    /// The payload; empty when it was not wanted.
    let bytes: [UInt8]

    /// Whether the message goes on.
    let hasMore: Bool

    /// The `User-Id` of the connection; read on a message's last frame only.
    let userID: String?

    /// Copies what is needed out of `message`.
    init(_ message: UnsafeMutablePointer<zmq_msg_t>, isKept: Bool) {
        hasMore = zmq_msg_more(message) != 0
        if isKept {
            let start = zmq_msg_data(message)
            bytes = [UInt8](UnsafeRawBufferPointer(start: start, count: zmq_msg_size(message)))
        } else {
            bytes = []
        }
        if !hasMore, let text = zmq_msg_gets(message, "User-Id") {
            userID = String(cString: text)
        } else {
            userID = nil
        }
    }
}
