internal import SweepModel
internal import TrainingModel

/// The times of a coordinator's service, which make sense only together.
///
/// What is not given follows from the heartbeat interval and the lease.
public struct ServiceTimes: Hashable, Sendable {
    /// How often a worker gives a sign of life; 1 s.
    public let heartbeatInterval: Duration

    /// How long an attempt may go without a sign of life; five heartbeats, at least 5 s.
    public let lease: Duration

    /// How long an attempt may go without finishing an epoch; two leases, at least 600 s.
    public let progressDeadline: Duration

    /// How long a restarted coordinator waits for the workers of running attempts; two leases, at
    /// least 10 s, since workers try to connect again only every few seconds.
    public let orphanGrace: Duration

    /// How long a pack trains before it sends a checkpoint; 30 s.
    public let checkpointInterval: Duration

    /// One of the times.
    public enum Name: String, Hashable, Sendable, CaseIterable {
        /// ``ServiceTimes/heartbeatInterval``.
        case heartbeat

        /// ``ServiceTimes/lease``.
        case lease

        /// ``ServiceTimes/progressDeadline``.
        case progressDeadline = "progress-deadline"

        /// ``ServiceTimes/orphanGrace``.
        case orphanGrace = "orphan-grace"

        /// ``ServiceTimes/checkpointInterval``.
        case checkpointInterval = "checkpoint-every"
    }

    /// A time that does not fit the others.
    public struct Fault: Error, Hashable, CustomStringConvertible {
        /// Which time it is.
        public let name: Name

        /// Its value.
        public let value: Duration

        /// What is allowed, as a text.
        public let allowed: String

        /// What is wrong, as a text.
        public var description: String { "\(value) is not allowed; \(allowed)" }
    }

    /// The times without any wish.
    public static let standard = ServiceTimes(
        unchecked: .seconds(1),
        lease: nil,
        progressDeadline: nil,
        orphanGrace: nil,
        checkpointInterval: nil
    )

    /// Takes the given times and checks all of them together.
    ///
    /// - Parameters:
    ///   - heartbeatInterval: From 1 ms to 366 days.
    ///   - lease: At least two heartbeat intervals, or one that is lost would end attempts.
    ///   - progressDeadline: At least two heartbeat intervals, since workers report their epochs
    ///     with heartbeats.
    ///   - orphanGrace: From 0, if no worker outlives the coordinator.
    ///   - checkpointInterval: From 0, after each report.
    /// - Throws: ``Fault`` for the first time that is not allowed.
    public init(
        heartbeatInterval: Duration? = nil,
        lease: Duration? = nil,
        progressDeadline: Duration? = nil,
        orphanGrace: Duration? = nil,
        checkpointInterval: Duration? = nil
    ) throws(Fault) {
        self.init(
            unchecked: heartbeatInterval ?? .seconds(1),
            lease: lease,
            progressDeadline: progressDeadline,
            orphanGrace: orphanGrace,
            checkpointInterval: checkpointInterval
        )
        let longest = Limits.intervals.upperBound
        let shortest = Limits.intervals.lowerBound
        try Self.check(
            .heartbeat,
            self.heartbeatInterval,
            in: shortest...longest,
            "\(shortest) to \(longest)"
        )
        let twice = self.heartbeatInterval * 2
        let reason = "at least twice the heartbeat interval of \(self.heartbeatInterval)"
        try Self.check(.lease, self.lease, in: min(twice, longest)...longest, reason)
        try Self.check(
            .progressDeadline,
            self.progressDeadline,
            in: min(twice, longest)...longest,
            reason
        )
        let positive = "0 to \(longest)"
        try Self.check(.orphanGrace, self.orphanGrace, in: .zero...longest, positive)
        try Self.check(.checkpointInterval, self.checkpointInterval, in: .zero...longest, positive)
    }

    private init(
        unchecked heartbeatInterval: Duration,
        lease: Duration?,
        progressDeadline: Duration?,
        orphanGrace: Duration?,
        checkpointInterval: Duration?
    ) {
        let longest = Limits.intervals.upperBound
        let lease = lease ?? min(longest, max(.seconds(5), heartbeatInterval * 5))
        self.heartbeatInterval = heartbeatInterval
        self.lease = lease
        self.progressDeadline = progressDeadline ?? min(longest, max(.seconds(600), lease * 2))
        self.orphanGrace = orphanGrace ?? min(longest, max(.seconds(10), lease * 2))
        self.checkpointInterval = checkpointInterval ?? .seconds(30)
    }

    private static func check(
        _ name: Name,
        _ value: Duration,
        in range: ClosedRange<Duration>,
        _ allowed: String
    ) throws(Fault) {
        guard range.contains(value) else { throw Fault(name: name, value: value, allowed: allowed) }
    }
}
