internal import CSystemCalls
internal import Glibc

/// Waits for many descriptors at the cost of those that are ready, where poll(2) looks at all.
///
/// - Source: epoll(7).
public final class ReadinessSet {
    /// How many ready descriptors are told at once.
    private static let batchLimit = 1_024

    private let descriptor: Descriptor

    /// Makes a set of no descriptors.
    ///
    /// - Throws: ``HostError`` when no descriptor is left.
    public init() throws {
        let number = csystem_readiness_descriptor()
        guard number >= 0 else { throw HostError.last("epoll_create1") }
        descriptor = Descriptor(owning: number)
    }

    /// Adds a descriptor, which must be removed before it is closed.
    ///
    /// - Parameters:
    ///   - number: The descriptor.
    ///   - tag: What ``wait(upTo:)`` tells while it can be read.
    /// - Throws: ``HostError`` when the system refuses.
    public func add(_ number: CInt, tag: Int) throws {
        guard csystem_add_to_readiness(descriptor.number, number, CInt(tag)) == 0 else {
            throw HostError.last("epoll_ctl(EPOLL_CTL_ADD)")
        }
    }

    /// Removes a descriptor.
    ///
    /// - Throws: ``HostError`` when it is not in the set.
    public func remove(_ number: CInt) throws {
        guard csystem_remove_from_readiness(descriptor.number, number) == 0 else {
            throw HostError.last("epoll_ctl(EPOLL_CTL_DEL)")
        }
    }

    /// Waits until something can be read or `limit` is over.
    ///
    /// Interruptions by signals end the wait early. What is left unread is told again.
    ///
    /// - Parameter limit: How long to wait, in whole milliseconds, rounded up.
    /// - Returns: The tags of what can be read, in no order.
    /// - Throws: ``HostError`` when the system cannot wait.
    public func wait(upTo limit: Duration) throws -> [Int] {
        var tags = [CInt](repeating: 0, count: Self.batchLimit)
        let count = csystem_wait_for_readiness(
            descriptor.number,
            &tags,
            CInt(tags.count),
            max(.zero, limit).wholeMilliseconds
        )
        guard count >= 0 || errno == EINTR else { throw HostError.last("epoll_wait") }
        return tags.prefix(Int(max(0, count))).map { Int($0) }
    }
}

@available(*, unavailable, message: "a set stays on the thread whose loop it serves")
extension ReadinessSet: Sendable {}

/// Waits until one of several descriptors can be read, for threads that own no socket of ZeroMQ.
enum ReadableDescriptors {
    /// Waits until one of `descriptors` is readable or `limit` is over (`nil`: for ever).
    ///
    /// Interruptions by signals do not end the wait.
    ///
    /// - Parameters:
    ///   - descriptors: What to wait for.
    ///   - limit: How long to wait.
    /// - Returns: Whether one of them is readable or has failed.
    /// - Throws: ``HostError`` when the system cannot wait, for want of memory.
    @discardableResult
    static func wait(for descriptors: [CInt], upTo limit: Duration?) throws -> Bool {
        let deadline = limit.map { ContinuousClock.now + $0 }
        var requests = descriptors.map { pollfd(fd: $0, events: CShort(POLLIN), revents: 0) }
        while true {
            let remaining = deadline.map { ContinuousClock.now.duration(to: $0).wholeMilliseconds }
            let count = poll(&requests, nfds_t(requests.count), remaining ?? -1)
            if count >= 0 { return count > 0 }
            guard errno == EINTR else { throw HostError.last("poll") }
        }
    }
}
