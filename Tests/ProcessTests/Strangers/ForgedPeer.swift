import CZeroMQ
import Foundation
import SweepModel
import SweepTesting
import SweepWire
import Testing
import TrainingModel
import ZeroMQ

/// A peer that claims a routing id, which no socket of this project does.
final class ForgedPeer {
    private let context: UnsafeMutableRawPointer
    private let socket: UnsafeMutableRawPointer

    /// Connects in the background under the name `routingID`.
    init(_ routingID: [UInt8], to endpoint: Endpoint, security: SocketSecurity) throws {
        guard case .curveClient(let serverKey, let keys) = security,
            let context = zmq_ctx_new(), let socket = zmq_socket(context, ZMQ_DEALER)
        else { throw Impatience(what: "a socket with keys") }
        self.context = context
        self.socket = socket
        let options = [
            (ZMQ_ROUTING_ID, routingID), (ZMQ_CURVE_SERVERKEY, Array(serverKey.text.utf8)),
            (ZMQ_CURVE_PUBLICKEY, Array(keys.publicKey.text.utf8)),
            (ZMQ_CURVE_SECRETKEY, Array(keys.secretKey.text.utf8)),
        ]
        for (option, bytes) in options {
            try #require(zmq_setsockopt(socket, option, bytes, bytes.count) == 0)
        }
        var none: CInt = 0
        zmq_setsockopt(socket, ZMQ_LINGER, &none, MemoryLayout<CInt>.size)
        try #require(zmq_connect(socket, endpoint.description) == 0)
    }

    deinit {
        zmq_close(socket)
        zmq_ctx_term(context)
    }

    /// Sends a message of the protocol.
    func send(_ message: WorkerMessage, session: SessionID = .none) throws {
        let envelope = WorkerEnvelope(session: session, sequence: .none, message: message)
        let bytes = envelope.encoded()
        try #require(zmq_send(socket, bytes, bytes.count, 0) == CInt(bytes.count))
    }

    /// The next message, or `nil` if none comes within `limit`.
    func receive(within limit: Duration = .seconds(10)) throws -> CoordinatorEnvelope? {
        var milliseconds = CInt(limit / .milliseconds(1))
        zmq_setsockopt(socket, ZMQ_RCVTIMEO, &milliseconds, MemoryLayout<CInt>.size)
        var bytes = [UInt8](repeating: 0, count: Limits.frameSizeBytes)
        let count = zmq_recv(socket, &bytes, bytes.count, 0)
        guard count >= 0 else { return nil }
        return try CoordinatorEnvelope(decoding: Array(bytes.prefix(Int(count))))
    }
}
