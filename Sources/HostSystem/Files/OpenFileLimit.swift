internal import Glibc

/// The number of descriptors that this process may have open; each peer of a socket takes one.
public enum OpenFileLimit {
    /// Raises the limit to what the system allows without privileges and returns it.
    ///
    /// A listener that runs out of descriptors spins at full load (libzmq, tcp_listener.cpp), so a
    /// coordinator compares the returned number with the workers it expects. Throws ``HostError``
    /// when the limit can be neither read nor raised.
    public static func raiseToHardLimit() throws -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            throw HostError.last("getrlimit(RLIMIT_NOFILE)")
        }
        limit.rlim_cur = limit.rlim_max
        guard setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            throw HostError.last("setrlimit(RLIMIT_NOFILE)")
        }
        return Int(clamping: limit.rlim_cur)
    }
}
