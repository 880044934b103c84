import Digest
import SweepModel
import SweepWire
import TrainingModel

/// What a peer with a good key says that no worker would.
struct BadConversation: Sendable {
    /// What is wrong.
    let name: String

    /// Whether the peer is shut out before it has said all.
    var isShutOut = false

    /// Says it; the peer has the session.
    let speak: @Sendable (TestPeer, SessionID) throws -> Void

    private static let never = AttemptID(pack: PackID(1_000), number: .first)
    private static let first = AttemptID(pack: PackID(1), number: .first)

    /// Frames that are no message.
    static let frames: [BadConversation] = [
        frames("an empty frame", [[]]),
        frames("two frames", [[1], [2]]),
        frames("a hundred frames", [[UInt8]](repeating: [1], count: 100)),
        frames("no protobuf", [[0xFF, 0xFF, 0xFF]]),
        frames("a frame of 1 MiB", [[UInt8](repeating: 0, count: Limits.frameSizeBytes)]),
        frames("an envelope without a body", [[8, 1]]),
        frames("a body of the other side", [[8, 1, 0xA2, 2, 0]]),
        BadConversation(name: "a HELLO cut at each byte", isShutOut: true) { peer, _ in
            let hello = WorkerEnvelope(
                session: .none,
                sequence: .none,
                message: .hello(try peer.hello())
            ).encoded()
            for count in 1..<hello.count - 40 { try peer.send([Array(hello.prefix(count))]) }
        },
        BadConversation(name: "a HEARTBEAT with each bit flipped", isShutOut: true) {
            peer,
            session in
            let beat = WorkerEnvelope(
                session: session,
                sequence: .none,
                message: .heartbeat([InventoryLine(attempt: first, state: .training, epoch: 3)])
            ).encoded()
            for bit in 0..<beat.count * 8 {
                var frame = beat
                frame[bit / 8] ^= 1 << (bit % 8)
                try peer.send([frame])
            }
        },
    ]

    /// Messages at the wrong time or about things that are not the peer's.
    static let states: [BadConversation] = [
        durable("METRICS of an attempt that was never leased", .metrics(never, block(runs: 1))),
        durable("METRICS of pack 0", .metrics(attempt(0, 1), block(runs: 1))),
        durable("an invented attempt number", .metrics(attempt(1, 7), block(runs: 5))),
        durable("RESULT of an attempt that was never leased", .result(first, [.finished])),
        durable("RESULT of a far attempt", .result(attempt(UInt64(Int64.max), 1), [.finished])),
        durable("REFUSED of a foreign attempt", .refused(first, reason: "<b>\u{1B}[2J=cmd()")),
        durable("RELEASED of a foreign attempt", .released([first, never])),
        durable("a part of parameters", part(.parameters(first))),
        durable("a part of a checkpoint", part(.checkpoint(first, epoch: 3))),
        message("a fetch of nothing", .fetch(.parameters(never), offset: 0)),
        message("a fetch beyond the end", .fetch(.checkpoint(first, epoch: 1), offset: 1 << 30)),
        message(
            "a heartbeat with thousands of attempts",
            .heartbeat(
                (1...4_000).map {
                    InventoryLine(attempt: attempt($0, 1), state: .training, epoch: 1)
                }
            )
        ),
        BadConversation(name: "another session") { peer, session in
            let other = SessionID(session.rawValue ^ 2)
            try peer.send(.heartbeat([]), session: other)
            try peer.send(.result(first, [.finished]), session: other, sequence: 1)
        },
        BadConversation(name: "numbers from the future and the past") { peer, session in
            for sequence in [2, 1_000, UInt64(Int64.max) - 1] {
                try peer.send(.released([first]), session: session, sequence: sequence)
            }
            for _ in 0..<3 { try peer.send(.released([first]), session: session, sequence: 1) }
        },
        BadConversation(name: "HELLO twice, and BYE") { peer, session in
            _ = try peer.join()
            try peer.send(.bye, session: session)
            try peer.send(.heartbeat([]), session: session)
        },
        BadConversation(name: "an inventory of everything") { peer, _ in
            var hello = try peer.hello()
            hello.inventory = (1...4_000).map {
                InventoryLine(attempt: attempt($0, 1), state: .finished, epoch: 1)
            }
            try peer.send(.hello(hello))
        },
        BadConversation(name: "another core, another canary, another version") { peer, _ in
            var hello = try peer.hello()
            hello.core = "other"
            try peer.send(.hello(hello))
            hello = try peer.hello()
            hello.canary = Digest(sha256: [1])
            try peer.send(.hello(hello))
            hello = try peer.hello()
            hello.versions = 7...9
            hello.label = "<script>\u{1B}]0;x\u{7}=1+1"
            try peer.send(.hello(hello))
        },
        BadConversation(name: "a dataset from a worker", isShutOut: true) { peer, session in
            for sequence in 1...40 as ClosedRange<UInt64> {
                let part = part(.dataset(Digest(sha256: [1])))
                try peer.send(part, session: session, sequence: sequence)
            }
        },
        BadConversation(name: "a flood whose answers are not read for long") { peer, session in
            for _ in 0..<20_000 { try peer.send(.heartbeat([]), session: session) }
            while try peer.receive(within: .milliseconds(200)) != nil {}
        },
    ]

    private static func frames(_ name: String, _ frames: [[UInt8]]) -> BadConversation {
        BadConversation(name: name) { peer, _ in try peer.send(frames) }
    }

    private static func durable(_ name: String, _ message: WorkerMessage) -> BadConversation {
        BadConversation(name: name) { peer, session in
            try peer.send(message, session: session, sequence: 1)
        }
    }

    private static func message(_ name: String, _ message: WorkerMessage) -> BadConversation {
        BadConversation(name: name) { peer, session in try peer.send(message, session: session) }
    }

    private static func attempt(_ pack: UInt64, _ number: UInt32) -> AttemptID {
        AttemptID(pack: PackID(pack), number: AttemptNumber(number))
    }

    private static func block(runs: Int) -> EpochBlock {
        EpochBlock(
            metrics: Metric.standard,
            firstEpoch: 0,
            epochCount: 1,
            runCount: runs,
            values: [Float](repeating: .nan, count: 4 * runs)
        )
    }

    private static func part(_ name: BlobName) -> WorkerMessage {
        .part(BlobPart(name: name, offset: 0, totalBytes: 4, bytes: [1, 2, 3, 4]))
    }
}
