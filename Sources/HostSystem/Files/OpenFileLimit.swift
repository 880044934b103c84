internal import Glibc

/// The number of descriptors that this process may have open; each peer of a socket takes one.
public enum OpenFileLimit {
    /// Raises the limit to what the system allows without privileges and returns it.
    ///
    /// A listener that runs out of descriptors spins at full load (libzmq, tcp_listener.cpp), so a
    /// coordinator compares the returned number with the workers it expects. Throws ``HostError``
    /// when the limit can be neither read nor raised.
    public static func raiseToHardLimit() throws -> Int {
        var limit = try current()
        limit.rlim_cur = limit.rlim_max
        try set(limit)
        return Int(clamping: limit.rlim_cur)
    }

    /// Raises the limit and refuses to go on with too few descriptors.
    ///
    /// - Parameter count: The descriptors that are needed.
    /// - Throws: ``TooFewDescriptors`` that says how many there are and how many are needed.
    public static func require(_ count: Int) throws {
        let limit = try raiseToHardLimit()
        guard limit >= count else { throw TooFewDescriptors(limit: limit, needed: count) }
    }

    /// Runs `body` with the descriptors that a ``DescriptorReserve`` keeps back.
    public static func withReserve<Result>(_ body: () throws -> Result) throws -> Result {
        let before = try current()
        _ = try raiseToHardLimit()
        defer {
            var limit = before
            // It was in force a moment ago, so that the system takes it back.
            setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        }
        return try body()
    }

    fileprivate static func current() throws -> rlimit {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            throw HostError.last("getrlimit(RLIMIT_NOFILE)")
        }
        return limit
    }

    fileprivate static func set(_ limit: rlimit) throws {
        var limit = limit
        guard setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            throw HostError.last("setrlimit(RLIMIT_NOFILE)")
        }
    }
}

/// Descriptors that strangers cannot take: while it lives, the process may open fewer than the
/// system allows, but for what runs in ``OpenFileLimit/withReserve(_:)``.
///
/// libzmq accepts connections as long as there are descriptors, whoever connects.
public struct DescriptorReserve: ~Copyable {
    /// Keeps `count` descriptors back.
    ///
    /// - Throws: ``HostError`` when the limit can be neither read nor set.
    public init(keeping count: Int) throws {
        var limit = try OpenFileLimit.current()
        limit.rlim_cur = limit.rlim_max > rlim_t(count) ? limit.rlim_max - rlim_t(count) : 1
        try OpenFileLimit.set(limit)
    }

    deinit {
        // Only a limit above the system's own could fail.
        var limit = rlimit()
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard getrlimit(resource, &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        setrlimit(resource, &limit)
    }
}

/// This process may open too few files for what it is to do.
public struct TooFewDescriptors: Error, Hashable, CustomStringConvertible {
    /// The files that it may open.
    public let limit: Int

    /// The files that it needs.
    public let needed: Int

    /// Both numbers, and what to do.
    public var description: String {
        "this process may open \(limit) files and needs \(needed): raise the limit with ulimit -n "
            + "or LimitNOFILE"
    }
}
