internal import SweepCoordination
internal import SweepModel
internal import SweepTesting
internal import Testing

/// A worker that cannot join leaves with the cause, and joins whenever it may.
struct WorkerRefusalTests {
    private static let silence = WorkerExit.unreachable(
        reason: "no message from the coordinator for 300.0 seconds"
    )

    @Test func `a refused worker tries on, and leaves with the refusal`() {
        var recorder = WorkerRecorder()
        recorder.feed(.start)
        recorder.refuse(for: .seconds(300)) { .connectionRefused(reason: "unknown key") }
        #expect(recorder.take().last == .exit(.refused(reason: "unknown key")))
    }

    @Test func `somebody else in the coordinator's place is a refusal, too`() {
        var recorder = WorkerRecorder()
        recorder.feed(.start)
        recorder.refuse(for: .seconds(300)) { .handshakeFailed(reason: "another key") }
        #expect(recorder.take().last == .exit(.refused(reason: "another key")))
    }

    @Test func `a coordinator that fell silent after a refusal is one that is not there`() {
        var recorder = WorkerRecorder()
        recorder.feed(.start)
        recorder.feed(.connectionRefused(reason: "unknown key"))
        recorder.wait(.seconds(300))
        #expect(recorder.take().last == .exit(Self.silence))
    }

    @Test func `a refused worker joins when its key is allowed within a minute`() {
        var recorder = WorkerRecorder()
        recorder.feed(.start)
        recorder.refuse(for: .seconds(200)) { .connectionRefused(reason: "unknown key") }
        let allowed = recorder.now
        while !recorder.machine.isWaitingForConnection { recorder.wait(.milliseconds(250)) }
        #expect(recorder.now - allowed <= .seconds(60))
        recorder.feed(.connected)
        _ = recorder.take()
        recorder.hear(.welcome(.terms()))
        #expect(recorder.take().contains(.notice(.joined(incarnation: Incarnation(1)))))
    }

    /// Behind a tunnel a coordinator that has ended looks like a wrong one.
    @Test func `an orphan is not refused by what breaks off its handshakes`() {
        var recorder = WorkerRecorder()
        recorder.join()
        recorder.wait(.seconds(4))
        recorder.refuse(for: .seconds(60)) { .handshakeFailed(reason: "hung up") }
        guard case .exit(.unreachable) = recorder.take().last else {
            Issue.record("the worker did not leave as an orphan")
            return
        }
    }

    @Test func `another build than the coordinator's is told once a session`() {
        var recorder = WorkerRecorder()
        recorder.feed(.start)
        recorder.feed(.connected)
        _ = recorder.take()
        recorder.hear(.welcome(.terms(build: "2.0")))
        #expect(recorder.take().contains(.notice(.otherBuild("2.0", own: "1.0"))))
        recorder.session = SessionID(78)
        recorder.hear(.unknownSession)
        recorder.hear(.welcome(.terms(build: "")))
        for case .notice(.otherBuild) in recorder.take() { Issue.record("an untold build differs") }
    }
}

extension WorkerRecorder {
    /// Answers every try to connect with `answer`.
    fileprivate mutating func refuse(for duration: Duration, _ answer: () -> WorkerInput) {
        let end = now + duration
        while now < end, !machine.hasLeft {
            if machine.isWaitingForConnection { feed(answer()) }
            wait(min(.milliseconds(250), end - now))
        }
    }
}
