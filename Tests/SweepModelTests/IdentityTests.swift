import SweepModel
import Testing

/// Times and numbers that name things.
@Suite struct IdentityTests {
    @Test func `times and durations add and subtract`() {
        let instant = Instant(nanoseconds: 1_500)
        #expect(instant + .nanoseconds(500) == Instant(nanoseconds: 2_000))
        #expect(instant - .microseconds(1) == Instant(nanoseconds: 500))
        #expect(Instant(nanoseconds: 2_000) - instant == .nanoseconds(500))
        #expect(instant - Instant(nanoseconds: 2_000) == .nanoseconds(-500))
        #expect(Instant.zero < instant)
    }

    @Test(arguments: [
        (Duration.zero, 0, 0.0),
        (.seconds(2), 2_000_000_000, 2.0),
        (.milliseconds(-1_500), -1_500_000_000, -1.5),
        (.nanoseconds(1), 1, 1e-9),
    ])
    func `a duration has whole nanoseconds`(
        duration: Duration,
        nanoseconds: Int64,
        seconds: Double
    ) {
        #expect(duration.nanoseconds == nanoseconds)
        #expect(duration.seconds == seconds)
    }

    @Test func `attempts are ordered by pack and number, and numbers only grow`() {
        let first = AttemptID(pack: PackID(7), number: .first)
        let second = AttemptID(pack: PackID(7), number: AttemptNumber.first.next)
        let other = AttemptID(pack: PackID(7).next, number: .first)
        #expect([other, second, first].sorted() == [first, second, other])
        #expect(second.description == "pack 7 attempt 2")
    }

    @Test func `a worker's and a session's number is shown in hexadecimal digits`() {
        #expect(WorkerID(255).description == "ff")
        #expect(SessionID(4_096).description == "1000")
        #expect(PeerID([0, 171]).description == "00ab")
    }
}
