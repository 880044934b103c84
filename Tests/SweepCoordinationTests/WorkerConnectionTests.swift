internal import SweepCoordination
internal import SweepModel
internal import SweepTesting
internal import Testing

/// The worker's connection: every state with every event.
struct WorkerConnectionTests {
    /// Where a connection can stand.
    enum State: CaseIterable {
        case idle, backingOff, connecting, greeting, joined, left
    }

    /// What can happen to a connection.
    enum Event: CaseIterable {
        case start, connected, connectionRefused, handshakeFailed, welcome, unknownSession
        case goodbye
        case full, violation, foreignSession, shortWait, longWait, endlessWait, pause
    }

    /// What a worker does about it.
    enum Reaction {
        case nothing, connects, greets, joins, backsOff, leaves
    }

    /// Every pair whose reaction is not "nothing".
    static let reactions: [State: [Event: Reaction]] = [
        .idle: [.start: .connects],
        .backingOff: [.longWait: .connects, .endlessWait: .leaves, .pause: .connects],
        .connecting: [
            .connected: .greets, .connectionRefused: .backsOff, .handshakeFailed: .backsOff,
            .longWait: .backsOff,
            .endlessWait: .leaves, .pause: .backsOff,
        ],
        .greeting: [
            .connected: .greets, .connectionRefused: .backsOff, .handshakeFailed: .backsOff,
            .welcome: .joins, .goodbye: .leaves, .full: .backsOff, .violation: .leaves,
            .longWait: .backsOff, .endlessWait: .leaves, .pause: .backsOff,
        ],
        .joined: [
            .connected: .greets, .unknownSession: .greets, .goodbye: .leaves, .full: .backsOff,
            .violation: .leaves, .longWait: .backsOff, .endlessWait: .leaves,
        ],
        .left: [:],
    ]

    @Test(arguments: State.allCases, Event.allCases)
    func `the table of the connection holds`(state: State, event: Event) {
        var recorder = Self.recorder(in: state)
        _ = recorder.take()
        Self.feed(event, to: &recorder)
        let expected = Self.reactions[state]?[event] ?? .nothing
        #expect(Self.reaction(recorder.take()) == expected)
    }

    private static func recorder(in state: State) -> WorkerRecorder {
        var recorder = WorkerRecorder()
        if state == .idle { return recorder }
        recorder.feed(.start)
        if state == .connecting { return recorder }
        if state == .backingOff {
            recorder.feed(.connectionRefused(reason: "no"))
            return recorder
        }
        recorder.feed(.connected)
        if state == .greeting { return recorder }
        recorder.hear(state == .left ? .goodbye : .welcome(.terms()))
        return recorder
    }

    private static func feed(_ event: Event, to recorder: inout WorkerRecorder) {
        switch event {
        case .start: recorder.feed(.start)
        case .connected: recorder.feed(.connected)
        case .connectionRefused: recorder.feed(.connectionRefused(reason: "no"))
        case .handshakeFailed: recorder.feed(.handshakeFailed(reason: "no"))
        case .welcome: recorder.hear(.welcome(.terms()))
        case .unknownSession: recorder.hear(.unknownSession)
        case .goodbye: recorder.hear(.goodbye)
        case .full: recorder.hear(.rejected(Rejection(code: .full, detail: "full")))
        case .violation: recorder.hear(.rejected(Rejection(code: .violation, detail: "lie")))
        case .foreignSession:
            recorder.session = SessionID(1)
            recorder.hear(.assign(.of(.of(1))))
        case .shortWait: recorder.wait(.milliseconds(200))
        case .longWait: recorder.wait(.seconds(10))
        case .endlessWait: recorder.wait(.seconds(1_000))
        case .pause:
            recorder.now = recorder.now + .seconds(1_000)
            recorder.feed(.tick)
        }
    }

    private static func reaction(_ effects: [WorkerEffect]) -> Reaction {
        for effect in effects {
            switch effect {
            case .exit: return .leaves
            case .notice(.joined): return .joins
            case .send(let envelope): if case .hello = envelope.message { return .greets }
            default: break
            }
        }
        if effects.contains(.connect) {
            return effects.contains(.disconnect) ? .backsOff : .connects
        }
        return effects.contains(.disconnect) ? .backsOff : .nothing
    }

    @Test func `pauses grow with jitter up to their limit and start over after WELCOME`() {
        var recorder = WorkerRecorder { $0.connectTimeout = .seconds(100_000) }
        recorder.feed(.start)
        var pauses: [Duration] = []
        for _ in 0..<20 {
            recorder.feed(.connectionRefused(reason: "no"))
            for case .notice(.reconnecting(_, let pause)) in recorder.take() {
                pauses.append(pause)
            }
            recorder.now = recorder.now + .seconds(31)
            recorder.feed(.tick)
        }
        #expect(pauses.count == 20)
        for (failures, pause) in pauses.enumerated() {
            let ceiling = Duration.milliseconds(250) * (1 << min(failures, 10))
            #expect(pause >= .milliseconds(250) && pause <= min(ceiling, .seconds(5)))
        }
        #expect(Set(pauses.suffix(10)).count == 10)
        recorder.feed(.connected)
        recorder.hear(.welcome(.terms()))
        _ = recorder.take()
        recorder.wait(.seconds(3))
        #expect(
            recorder.take().contains(
                .notice(
                    .reconnecting(
                        reason: "the coordinator fell silent",
                        pause: .milliseconds(250)
                    )
                )
            )
        )
    }

    @Test func `an orphaned worker leaves after its patience, a joined one never`() {
        var recorder = WorkerRecorder()
        recorder.join()
        for _ in 0..<300 {
            recorder.now = recorder.now + .seconds(1)
            recorder.hear(.heartbeatAcknowledged(stop: []))
        }
        recorder.wait(.milliseconds(59_750))
        #expect(!recorder.machine.hasLeft)
        recorder.wait(.milliseconds(250))
        #expect(
            recorder.take().last
                == .exit(.unreachable(reason: "no message from the coordinator for 60.0 seconds"))
        )
    }

    @Test func `heartbeats list what is in hand, about once an interval`() {
        var recorder = WorkerRecorder.training(.of(1), .of(2), .of(3))
        var heartbeats: [WorkerMessage] = []
        for _ in 0..<100 {
            recorder.now = recorder.now + .milliseconds(100)
            recorder.hear(.acknowledge)
            heartbeats += recorder.sent().map(\.message)
        }
        #expect((8...12).contains(heartbeats.count))
        let lines: [InventoryLine] = [.line(.of(1)), .line(.of(2)), .line(.of(3), .waiting)]
        #expect(heartbeats.allSatisfy { $0 == .heartbeat(lines) })
    }

    @Test func `the greeting lists what is in hand`() throws {
        var recorder = WorkerRecorder.training(.of(1))
        recorder.train(.of(1), epoch: 0)
        recorder.hear(.unknownSession)
        let envelope = try #require(recorder.sent().last)
        #expect(envelope.session == .none)
        guard case .hello(let hello) = envelope.message else {
            Issue.record("not HELLO: \(envelope.message)")
            return
        }
        #expect(hello.inventory == [.line(.of(1), epoch: 1)])
        #expect((hello.slots, hello.prefetch) == (2, 1))
    }

    /// Two messages of an old session get two answers; the second must not end the new session.
    @Test func `a late word about an older session starts no further greeting`() {
        var recorder = WorkerRecorder.training(.of(1))
        let former = recorder.session
        recorder.hear(.unknownSession)
        recorder.session = SessionID(78)
        recorder.hear(.welcome(.terms([.keep])))
        _ = recorder.take()
        recorder.session = former
        recorder.hear(.unknownSession)
        #expect(recorder.sent().isEmpty)
    }

    @Test func `a verdict stops only what it speaks of, whatever happened since the greeting`() {
        var recorder = WorkerRecorder.training(.of(1), .of(2))
        recorder.hear(.unknownSession)
        recorder.feed(.report(.failed(.of(1), reason: "no memory")))
        _ = recorder.take()
        recorder.session = SessionID(78)
        recorder.hear(.welcome(.terms([.stop, .keep])))
        #expect(!recorder.take().contains(.stopTraining(.of(2))))
        recorder.hear(.heartbeatAcknowledged(stop: [.of(2)]))
        #expect(recorder.take().contains(.stopTraining(.of(2))))
    }
}
