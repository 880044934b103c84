internal import Glibc
internal import HostSystem
internal import SweepAccess
internal import SweepModel
public import ZeroMQ

/// Tries which of several places takes a TCP connection, without saying anything there.
public enum TCPProbe {
    /// The first of `endpoints` that takes a connection within `limit`, or `nil`.
    ///
    /// Hosts that are not known are passed over.
    public static func firstReachable(of endpoints: [Endpoint], within limit: Duration) -> Endpoint?
    {
        var places: [(Endpoint, TCPAttempt)] = []
        for endpoint in endpoints {
            for attempt in attempts(at: endpoint) { places.append((endpoint, attempt)) }
        }
        let attempts = places.map(\.1)
        return first(of: attempts, within: limit).map { places[$0].0 }
    }

    /// The place of the first attempt that succeeds within `limit`, or `nil`.
    static func first(of attempts: [TCPAttempt], within limit: Duration) -> Int? {
        let clock = MonotonicClock()
        let deadline = clock.now + limit
        while attempts.contains(where: \.isPending) {
            let remaining = (deadline - clock.now).nanoseconds / 1_000_000
            guard remaining > 0 else { return nil }
            var entries = attempts.map { attempt in
                // A negative descriptor is passed over by poll(2).
                pollfd(
                    fd: attempt.isPending ? attempt.descriptor : -1,
                    events: Int16(POLLOUT),
                    revents: 0
                )
            }
            guard poll(&entries, nfds_t(entries.count), CInt(clamping: remaining)) >= 0 else {
                if errno == EINTR { continue }
                return nil
            }
            for (place, entry) in entries.enumerated() where entry.revents != 0 {
                if attempts[place].finish() { return place }
            }
        }
        return attempts.firstIndex(where: \.hasSucceeded)
    }

    private static func attempts(at endpoint: Endpoint) -> [TCPAttempt] {
        do {
            return try endpoint.resolvedAddresses().map {
                TCPAttempt($0, port: endpoint.hostAndPort?.port ?? 0)
            }
        } catch {
            return []
        }
    }
}
