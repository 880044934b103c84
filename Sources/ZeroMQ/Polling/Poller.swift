internal import CZeroMQ
internal import Glibc
internal import HostSystem

/// Waits until one of several sockets and descriptors is ready.
///
/// A loop fills its poller anew at each turn: an entry names a socket only while that socket lives.
/// zmq_poll(3) is level-triggered, so whatever a turn leaves unread is reported again.
public struct Poller {
    private var items: [zmq_pollitem_t] = []

    /// Creates a poller that waits for nothing but its timeout.
    public init() {}

    /// Adds a socket and returns its slot, by which ``isReadable(_:)`` knows it.
    @discardableResult
    public mutating func add(_ socket: borrowing Socket, for interest: Interest = .readable) -> Int
    {
        add(zmq_pollitem_t(socket: socket.pointer, fd: 0, events: interest.events, revents: 0))
    }

    /// Adds a descriptor, for example that of a ``Mailbox``, and returns its slot.
    @discardableResult
    public mutating func add(descriptor: CInt, for interest: Interest = .readable) -> Int {
        add(zmq_pollitem_t(socket: nil, fd: descriptor, events: interest.events, revents: 0))
    }

    /// Removes all sockets and descriptors.
    public mutating func removeAll() {
        items.removeAll(keepingCapacity: true)
    }

    /// Waits until something is ready or `limit` is over (`nil`: for ever); returns how many are.
    ///
    /// Interruptions by signals do not end the wait. Throws ``ZeroMQError`` when a socket's context
    /// was terminated.
    @discardableResult
    public mutating func wait(upTo limit: Duration?) throws -> Int {
        let deadline = limit.map { ContinuousClock.now + $0 }
        while true {
            let remaining = deadline.map {
                Int(ContinuousClock.now.duration(to: $0).wholeMilliseconds)
            }
            let count = zmq_poll(&items, CInt(items.count), remaining ?? -1)
            if count >= 0 { return Int(count) }
            guard zmq_errno() == EINTR else { throw ZeroMQError.last("zmq_poll") }
        }
    }

    /// Whether a message or a byte can be read from what stands in `slot`.
    public func isReadable(_ slot: Int) -> Bool { items[slot].revents & CShort(ZMQ_POLLIN) != 0 }

    /// Whether what stands in `slot` takes a message or a byte without waiting.
    public func isWritable(_ slot: Int) -> Bool { items[slot].revents & CShort(ZMQ_POLLOUT) != 0 }

    /// Whether the descriptor in `slot` reports an error or was hung up.
    public func hasFailed(_ slot: Int) -> Bool { items[slot].revents & CShort(ZMQ_POLLERR) != 0 }

    /// Adds a socket by its pointer, for the parts of this module that wrap one.
    mutating func add(pointer: UnsafeMutableRawPointer) -> Int {
        add(zmq_pollitem_t(socket: pointer, fd: 0, events: CShort(ZMQ_POLLIN), revents: 0))
    }

    private mutating func add(_ item: zmq_pollitem_t) -> Int {
        items.append(item)
        return items.count - 1
    }
}

@available(*, unavailable, message: "a poller belongs to the thread whose sockets it names")
extension Poller: Sendable {}

extension Poller {
    /// What to wait for.
    public struct Interest: OptionSet, Hashable, Sendable {
        /// The set as bits.
        public let rawValue: Int

        /// Something can be read.
        public static let readable = Interest(rawValue: 1)

        /// Something can be sent without waiting.
        public static let writable = Interest(rawValue: 2)

        /// Makes a set from bits.
        public init(rawValue: Int) {
            self.rawValue = rawValue
        }

        /// The set in libzmq's bits.
        var events: CShort {
            CShort(contains(.readable) ? ZMQ_POLLIN : 0)
                | CShort(contains(.writable) ? ZMQ_POLLOUT : 0)
        }
    }
}

extension Poller {
    /// Adds an authentication handler and returns its slot; readable while requests wait.
    @discardableResult
    public mutating func add(_ handler: borrowing ZAPHandler) -> Int {
        add(pointer: handler.pointer)
    }

    /// Adds the monitor of a socket and returns its slot; readable while events wait.
    ///
    /// - Precondition: ``Socket/startMonitor()`` was called.
    @discardableResult
    public mutating func add(monitorOf socket: borrowing Socket) -> Int {
        guard let pointer = socket.monitorPointer else {
            preconditionFailure("startMonitor() comes before a poll of the monitor")
        }
        return add(pointer: pointer)
    }
}
