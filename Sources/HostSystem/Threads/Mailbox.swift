internal import CSystemCalls
internal import Glibc
internal import Synchronization

/// A bounded queue that any thread may post to and one loop drains.
///
/// ``descriptor`` belongs into the loop's poll set: it is readable while elements may be waiting.
public final class Mailbox<Element: Sendable>: Sendable {
    private let queue = Mutex<[Element]>([])

    /// The most elements that may wait.
    public let limit: Int

    /// The eventfd that wakes the loop; owned by the mailbox.
    public let descriptor: CInt

    /// Creates an empty mailbox; throws ``HostError`` when no descriptor is left.
    public init(limit: Int = 65_536) throws {
        precondition(limit > 0, "a mailbox holds at least one element, not \(limit)")
        self.limit = limit
        descriptor = csystem_event_descriptor()
        guard descriptor >= 0 else { throw HostError.last("eventfd") }
    }

    deinit { close(descriptor) }

    /// Adds an element and wakes the loop; safe from any thread or task, and never blocks.
    ///
    /// Only the post into an empty queue writes to the eventfd: ``drain()`` reads it before it
    /// takes the queue, so an element behind another is always taken with it.
    public func post(_ element: Element) -> PostOutcome {
        let countBefore = queue.withLock { queue in
            let count = queue.count
            if count < limit { queue.append(element) }
            return count
        }
        guard countBefore < limit else { return .full }
        if countBefore == 0 {
            var one: UInt64 = 1
            let status = write(descriptor, &one, MemoryLayout<UInt64>.size)
            // EAGAIN: the counter is at its maximum, so the loop is awake anyway.
            precondition(
                status > 0 || errno == EAGAIN,
                "write to an eventfd failed: errno \(errno)"
            )
        }
        return .posted
    }

    /// Takes all elements posted so far, in order; called by the loop's thread only.
    public func drain() -> [Element] {
        var count: UInt64 = 0
        let status = read(descriptor, &count, MemoryLayout<UInt64>.size)
        // EAGAIN: nothing was posted since the last time.
        precondition(
            status > 0 || errno == EAGAIN,
            "read of an eventfd failed: errno \(errno)"
        )
        return queue.withLock { queue in
            defer { queue.removeAll(keepingCapacity: true) }
            return queue
        }
    }

    /// Waits for elements and takes them; empty when the time (`nil`: no limit) is over.
    ///
    /// For a thread that has nothing else to wait for. Throws ``HostError`` when polling fails.
    public func drain(waitingUpTo limit: Duration?) throws -> [Element] {
        try ReadableDescriptors.wait(for: [descriptor], upTo: limit)
        return drain()
    }
}

/// What became of an element that was posted to a ``Mailbox``.
public enum PostOutcome: Hashable, Sendable {
    /// The loop will see it.
    case posted

    /// The mailbox holds as many elements as it may; this one was not taken.
    case full
}
