internal import SweepCoordination
internal import Testing

/// The times of a coordinator's service fit each other.
struct ServiceTimesTests {
    @Test func `without a wish they are those of the manual`() throws {
        #expect(try ServiceTimes() == .standard)
        #expect(ServiceTimes.standard.heartbeatInterval == .seconds(1))
        #expect(ServiceTimes.standard.lease == .seconds(5))
        #expect(ServiceTimes.standard.progressDeadline == .seconds(600))
        #expect(ServiceTimes.standard.orphanGrace == .seconds(10))
        #expect(ServiceTimes.standard.checkpointInterval == .seconds(30))
    }

    @Test func `a slow heartbeat alone makes the other times longer`() throws {
        let times = try ServiceTimes(heartbeatInterval: .seconds(400))
        #expect(times.lease == .seconds(2_000))
        #expect(times.progressDeadline == .seconds(4_000))
        #expect(times.orphanGrace == .seconds(4_000))
    }

    @Test func `the longest heartbeat is allowed`() throws {
        let year = Duration.seconds(366 * 86_400)
        let times = try ServiceTimes(heartbeatInterval: year)
        #expect(times.lease == year)
    }

    /// Each misfit, and the time that is named.
    static let misfits: [(Duration?, Duration?, Duration?, Duration?, ServiceTimes.Name)] = [
        (.zero, nil, nil, nil, .heartbeat),
        (.seconds(-1), nil, nil, nil, .heartbeat),
        (.seconds(367 * 86_400), nil, nil, nil, .heartbeat),
        (.seconds(10), .seconds(19), nil, nil, .lease),
        (nil, .milliseconds(1_999), nil, nil, .lease),
        (nil, nil, .seconds(1), nil, .progressDeadline),
        (nil, nil, nil, .seconds(-1), .orphanGrace),
    ]

    @Test(arguments: misfits.indices)
    func `what does not fit is refused by its name`(index: Int) {
        let (heartbeat, lease, progress, grace, name) = Self.misfits[index]
        let fault = #expect(throws: ServiceTimes.Fault.self) {
            try ServiceTimes(
                heartbeatInterval: heartbeat,
                lease: lease,
                progressDeadline: progress,
                orphanGrace: grace
            )
        }
        #expect(fault?.name == name)
        #expect(fault.map { "\($0)" }?.contains("is not allowed") == true)
    }
}
