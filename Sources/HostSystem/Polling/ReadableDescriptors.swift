internal import Glibc

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
