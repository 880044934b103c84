#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// The processor time of the calling thread: on a free core the same as the time on the wall.
///
/// Other programs on the machine disturb it little, since waiting for a core does not count.
enum ThreadClock {
    /// The processor time that `work` takes.
    static func measure(_ work: () throws -> Void) rethrows -> Duration {
        let start = now()
        try work()
        return now() - start
    }

    /// The processor time of the calling thread since its start.
    static func now() -> Duration {
        var time = timespec()
        let status = clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        precondition(status == 0, "clock_gettime failed: errno \(errno)")
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
