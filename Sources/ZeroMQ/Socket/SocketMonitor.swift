internal import CZeroMQ
internal import Glibc

/// The reading end of a socket's connection events; owned by its ``Socket``.
///
/// libzmq sends the events from its I/O thread and waits when the queue is full, also in calls of
/// the thread that reads them. So the queue has no limit here, and the loop reads it at each turn.
struct SocketMonitor: ~Copyable {
    private let handle: SocketHandle

    /// Begins to record the events of `socket`.
    init(of socket: borrowing SocketHandle) throws {
        let address = socket.context.nextMonitorAddress()
        let handle = try SocketHandle(.pair, in: socket.context)
        try handle.set(ZMQ_RCVHWM, "ZMQ_RCVHWM", CInt(0))
        try handle.set(ZMQ_LINGER, "ZMQ_LINGER", CInt(0))
        let events = MonitorEvent.subscribedEvents
        guard zmq_socket_monitor(socket.pointer, address, events) == 0 else {
            throw ZeroMQError.last("zmq_socket_monitor", address: address)
        }
        do {
            try handle.call("zmq_connect", with: Endpoint(address), zmq_connect)
        } catch {
            socket.stopMonitor()
            throw error
        }
        self.handle = handle
    }

    /// The monitor's end as libzmq knows it.
    var pointer: UnsafeMutableRawPointer { handle.pointer }

    /// The events that wait, at most `limit`.
    func events(limit: Int) throws -> [MonitorEvent] {
        var events: [MonitorEvent] = []
        while events.count < limit, let first = try handle.receiveFrame() {
            guard first.hasMore else {
                throw ZeroMQError(.malformedMessage, "a monitor event has 2 frames, not 1")
            }
            let second = try handle.receiveNextFrame(isKept: true)
            events.append(try MonitorEvent(frames: [first.bytes, second.bytes]))
        }
        return events
    }
}
